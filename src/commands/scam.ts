import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { judge, type Verdict } from '../core/scam/judge.ts';
import { scamWords } from '../core/words/scam.en.ts';
import { Unusable } from '../unusable.ts';

export type ScamOptions = { messages?: string; json?: true; evaluate?: true };

/** What the desk for suspicious messages says of each message of a file. @returns the exit code */
export async function judgeMessages(
  { messages: path, json, evaluate }: ScamOptions,
  out: (text: string) => void,
): Promise<number> {
  if (evaluate === true) return printFigures(path, json === true, out);
  if (path === undefined)
    throw new Unusable(
      'scam needs --messages <file> (JSON lines with "text"), or --evaluate for the figures',
    );
  const lines = await readLines(path);
  const judged = lines.map(({ text }) => ({ text, verdict: judge(text) }));
  if (json === true) {
    const rows = judged.map(({ text, verdict: { tier, reasons, kind } }) => ({ tier, reasons, kind, text }));
    out(JSON.stringify(rows, null, 2));
  } else for (const { text, verdict } of judged) out(tableRow(text, verdict));
  return 0;
}

const shownWidth = 76;

function tableRow(text: string, { tier, reasons }: Verdict): string {
  const one = text.replace(/\s+/g, ' ').trim();
  const shown = one.length <= shownWidth ? one : `${one.slice(0, shownWidth - 1)}…`;
  const why = reasons.map((reason) => scamWords.scamReasons[reason]).join('; ');
  return `${tier.padEnd(10)}  ${shown}${why === '' ? '' : `\n${' '.repeat(12)}${why}`}`;
}

async function printFigures(
  path: string | undefined,
  json: boolean,
  out: (text: string) => void,
): Promise<number> {
  const { figuresOf, ownFigures } = await import('../scam/evaluate.ts');
  const { hostileSpeed } = await import('../scam/speed.ts');
  const figures = path === undefined ? ownFigures() : [figuresOf(path, await markedLines(path))];
  if (json) {
    out(JSON.stringify(figures, null, 2));
    return 0;
  }
  const share = (value: number | undefined): string =>
    (value === undefined ? '-' : value.toFixed(3)).padStart(9);
  out(`${'set'.padEnd(32)}  scams honest    danger   danger recall of  honest in  honest`);
  out(`${''.padEnd(32)}                precision  recall either    danger     flagged`);
  for (const one of figures) {
    const shares = [one.dangerPrecision, one.dangerRecall, one.recall, one.honestInDanger, one.honestFlagged];
    out(
      `${one.set.slice(-32).padEnd(32)} ${String(one.scams).padStart(6)} ${String(one.honest).padStart(6)} ${shares.map(share).join(' ')}`,
    );
  }
  if (path === undefined) {
    const { inputs, middleMs, slowestMs } = hostileSpeed();
    out(
      `${inputs} random and hostile inputs, none failed: ${middleMs.toFixed(1)} ms in the middle, ${slowestMs.toFixed(1)} ms the slowest (processor time)`,
    );
  }
  return 0;
}

const line = z.object({ text: z.string(), label: z.string().optional() });
type Line = z.infer<typeof line>;

const honestLabels: readonly string[] = ['genuine', 'honest', 'ham', 'legit'];

async function markedLines(path: string): Promise<{ text: string; isScam: boolean }[]> {
  return (await readLines(path)).map(({ text, label }, index) => {
    if (label === undefined || !(label === 'scam' || honestLabels.includes(label)))
      throw new Unusable(
        `entry ${index + 1} of ${path}: --evaluate needs a "label", "scam" or "genuine", beside each "text"`,
      );
    return { text, isScam: label === 'scam' };
  });
}

/** JSON lines; blank ones are passed over. @throws Unusable naming the line that is no JSON or has no text */
async function readLines(path: string): Promise<Line[]> {
  let text: string;
  try {
    text = path === '-' ? await textOf(process.stdin) : await readFile(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Unusable(`--messages ${path} cannot be read: ${reason}`, { cause });
  }
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((written, index) => (written.trim() === '' ? [] : [lineOf(written, index + 1)]));
}

function lineOf(written: string, number: number): Line {
  try {
    return line.parse(JSON.parse(written));
  } catch (cause) {
    throw new Unusable(
      `line ${number} of the messages is no JSON object with "text"; for example {"text": "Ban da trung thuong, nop phi de nhan"}`,
      { cause },
    );
  }
}

async function textOf(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('utf8');
}
