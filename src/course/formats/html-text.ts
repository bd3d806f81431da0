/** HTML as plain text: blocks become lines, list points `– …` or `1. …`, everything else falls away. */
export function htmlText(html: string): string {
  const numbers: (number | undefined)[] = [];
  const marked = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/gi, (_, close: string, tag: string) => {
      const name = tag.toLowerCase();
      if (name === 'br') return '\n';
      if (name === 'ol' || name === 'ul') {
        if (close === '') numbers.push(name === 'ol' ? 0 : undefined);
        else numbers.pop();
        return '\n';
      }
      if (name === 'li') {
        if (close !== '') return '';
        const number = numbers.at(-1);
        if (number === undefined) return '\n– ';
        numbers[numbers.length - 1] = number + 1;
        return `\n${number + 1}. `;
      }
      return blocks.has(name) ? '\n\n' : '';
    });
  return tidy(decodeEntities(marked));
}

const blocks = new Set(['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'tr', 'blockquote', 'pre']);

/** Whether a text whose format is not said is HTML. */
export const looksLikeHtml = (text: string): boolean =>
  /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/i.test(text) || /&(?:[a-z]+|#\d+|#x[0-9a-f]+);/i.test(text);

/** Spaces and empty lines as a chat shows them; letters composed. */
export const tidy = (text: string): string =>
  text
    .normalize('NFC')
    // No sign that a screen cannot show, nor what XML refuses.
    .replace(/[\p{Cc}\p{Cs}\u200B\uFEFF]/gu, (sign) => (sign === '\n' ? sign : /\s/.test(sign) ? ' ' : ''))
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    // A chat shows a list right below the words that lead to it.
    .replace(/\n\n(?=\d{1,9}\. \S|– \S)/g, '\n')
    .trim();

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ...otherSigns(),
};

/** What editors of Vietnamese and English write by name. */
function otherSigns(): Record<string, string> {
  const signs =
    'hellip … ndash – mdash — lsquo ‘ rsquo ’ ldquo “ rdquo ” laquo « raquo » middot · times × deg ° rarr → larr ← bull • copy © euro €';
  const words = signs.split(' ');
  return Object.fromEntries(words.flatMap((name, at) => (at % 2 === 0 ? [[name, words[at + 1] ?? '']] : [])));
}

const accents: Record<string, string> = { grave: '\u0300', acute: '\u0301', circ: '\u0302', tilde: '\u0303' };

/** Once, so that `&amp;lt;` stays `&lt;`. Names nobody knows stay as they are. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') {
      const [, letter, accent = ''] = /^([aeiouy])(grave|acute|circ|tilde)$/i.exec(name) ?? [];
      if (letter !== undefined) return `${letter}${accents[accent.toLowerCase()] ?? ''}`.normalize('NFC');
      return named[name] ?? whole;
    }
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
  });
}
