import { badRequest } from './refusal.ts';

export type Entity = { type: string; offset: number; length: number };

const entityTypes: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
  'tg-spoiler': 'spoiler',
};
const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const bytes = (text: string): number => Buffer.byteLength(text);

/**
 * Reads parse mode HTML by the server's rules: few tags, all closed in order, four named entities.
 * @throws a 400 worded as the server's
 */
export function parseHtml(html: string): { text: string; entities: Entity[] } {
  let text = '';
  const entities: Entity[] = [];
  const open: { tag: string; offset: number }[] = [];
  const token = /<(\/?)([^\s>]*)([^>]*)>|<|&(#x?[0-9a-f]+|[a-z]+);|[^<&]+|&/giy;
  for (let found = token.exec(html); found !== null; found = token.exec(html)) {
    const [whole, slash, name, , reference] = found;
    const at = bytes(html.slice(0, found.index));
    if (name !== undefined) {
      const tag = name.toLowerCase();
      if (slash === '/') {
        const opened = open.pop();
        if (opened === undefined) throw unparsable(`Unexpected end tag at byte offset ${at}`);
        if (tag !== '' && tag !== opened.tag) {
          throw unparsable(
            `Unmatched end tag at byte offset ${at}, expected "</${opened.tag}>", found "</${tag}>"`,
          );
        }
        const length = text.length - opened.offset;
        const type = entityTypes[opened.tag] ?? '';
        if (length > 0) entities.push({ type, offset: opened.offset, length });
      } else {
        if (!(tag in entityTypes)) throw unparsable(`Unsupported start tag "${tag}" at byte offset ${at}`);
        open.push({ tag, offset: text.length });
      }
    } else if (whole === '<') {
      throw unparsable(`Unclosed start tag at byte offset ${at}`);
    } else if (reference !== undefined) text += decoded(reference) ?? whole;
    else text += whole;
  }
  const left = open.at(-1);
  if (left !== undefined) throw unparsable(`Can't find end tag corresponding to start tag "${left.tag}"`);
  return trimmed(text, entities);
}

function decoded(reference: string): string | undefined {
  if (!reference.startsWith('#')) return named[reference.toLowerCase()];
  const code = /^#x/i.test(reference) ? Number.parseInt(reference.slice(2), 16) : Number(reference.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** The server drops space around a text, and moves its entities with it. */
function trimmed(text: string, entities: Entity[]): { text: string; entities: Entity[] } {
  const lead = text.length - text.trimStart().length;
  const kept = text.trim();
  const moved = entities.map((entity) => {
    const offset = Math.max(0, entity.offset - lead);
    const end = Math.min(kept.length, entity.offset + entity.length - lead);
    return { ...entity, offset, length: end - offset };
  });
  return { text: kept, entities: moved.filter((entity) => entity.length > 0) };
}

const unparsable = (why: string) => badRequest(`can't parse entities: ${why}`);
