import { readdirSync, readFileSync } from 'node:fs';

export type Labelled = { text: string; isScam: boolean; kind: string; author: string };

const folder = new URL('./messages/', import.meta.url);

/** The messages the table is trained on, in the order of their files. */
export const trainingMessages = (): Labelled[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) => readLabelled(new URL(name, folder)));

/**
 * Reads a file of groups: `= scam|honest <kind> <author>` opens one, every other line is a message in which \n is a
 * line break; `#` begins a remark. @throws Error naming file and line
 */
export function readLabelled(file: URL): Labelled[] {
  const messages: Labelled[] = [];
  let group: Omit<Labelled, 'text'> | undefined;
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('# ')) continue;
    const opening = /^= (scam|honest) (\S+) (\S+)$/.exec(line);
    if (opening !== null) {
      group = { isScam: opening[1] === 'scam', kind: opening[2] ?? '', author: opening[3] ?? '' };
      continue;
    }
    if (group === undefined)
      throw new Error(
        `${file.pathname}:${index + 1}: a message before any group; begin with "= scam bank a1"`,
      );
    messages.push({ ...group, text: line.replaceAll('\\n', '\n') });
  }
  return messages;
}
