/**
 * Plain text as Markdown that reads back as the same text: lines `1. …` and `– …` become lists, an empty line parts
 * paragraphs, any other line end is kept by a backslash.
 * @param bullet the mark of unnumbered points: a list that follows with the same mark would be one with them
 */
export const markdownText = (text: string, bullet: '-' | '*' = '-'): string =>
  text
    .trim()
    .split(/\n{2,}/)
    .flatMap((paragraph) => blocksOf(paragraph, bullet))
    .join('\n\n');

type Kind = 'words' | 'numbered' | 'dashed';

const kindOf = (line: string): Kind => {
  if (/^\d{1,9}\. \S/.test(line)) return 'numbered';
  return /^– \S/.test(line) ? 'dashed' : 'words';
};

/** One paragraph of plain text may hold a list after its opening words. */
function blocksOf(paragraph: string, bullet: string): string[] {
  const blocks: { kind: Kind; lines: string[] }[] = [];
  for (const line of paragraph.split('\n')) {
    const kind = kindOf(line);
    const last = blocks.at(-1);
    // Words after a list cannot stand right below it: they would belong to its last point, and do.
    if (last !== undefined && (last.kind === kind || (kind === 'words' && last.kind !== 'words'))) {
      if (kind === last.kind) last.lines.push(line);
      else last.lines[last.lines.length - 1] += `\n${line}`;
    } else blocks.push({ kind, lines: [line] });
  }
  return blocks.map(({ kind, lines }) => {
    if (kind === 'words') return lines.map(escaped).join('\\\n');
    return lines
      .map((line) => point(kind === 'numbered' ? `${line.slice(0, line.indexOf(' '))} ` : `${bullet} `, line))
      .join('\n');
  });
}

function point(mark: string, line: string): string {
  const [head = '', ...rest] = line.split('\n');
  const words = head.slice(head.indexOf(' ') + 1);
  const indent = ' '.repeat(mark.length);
  return [`${mark}${escaped(words)}`, ...rest.map((more) => `${indent}${escaped(more)}`)].join('\\\n');
}

/** One line with everything that Markdown would take for a mark of its own written out. */
export function escaped(line: string): string {
  return line
    .trim()
    .replace(/[\\`*_[\]<>|~]/g, '\\$&')
    .replace(/&(?=#|\p{L})/gu, '\\&')
    .replace(/^(?:#|[-+=](?=[\s=-]|$)|\d{1,9}(?=[.)](?:\s|$)))/, (mark) =>
      /\d/.test(mark) ? mark : `\\${mark}`,
    )
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/(?<=^\s*)-(?=-)/, '\\-');
}
