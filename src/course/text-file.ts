import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { errorAt, type LessonProblem, warningAt } from './problem.ts';

export type TextFile = { text: string; problems: LessonProblem[] };

/**
 * Reads one file of the course as UTF-8 with plain line ends. What an editor on Windows adds is taken out
 * and warned about; what is not UTF-8 is an error that names the line.
 */
export async function readTextFile(path: string): Promise<TextFile> {
  try {
    return decodeText(await readFile(path), path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return {
      text: '',
      problems: [
        errorAt(
          { file: path, line: 1 },
          'file-readable',
          `This file cannot be read: ${reason}`,
          'Check that it exists and that the bot may read it.',
        ),
      ],
    };
  }
}

const bom = '\uFEFF';

export function decodeText(bytes: Uint8Array, file: string): TextFile {
  const badLine = firstLineNotUtf8(bytes);
  if (badLine !== undefined) {
    return {
      text: '',
      problems: [
        errorAt(
          { file, line: badLine },
          'file-utf8',
          'This file is not UTF-8 text',
          'Save it again with the encoding "UTF-8" (in Notepad: Save as, Encoding: UTF-8).',
        ),
      ],
    };
  }
  const raw = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const problems: LessonProblem[] = [];
  if (raw.startsWith(bom)) {
    problems.push(
      warningAt(
        { file, line: 1 },
        'file-bom',
        'This file begins with a byte order mark',
        'Save it as "UTF-8" without BOM.',
      ),
    );
  }
  if (raw.includes('\r')) {
    const line = raw.slice(0, raw.indexOf('\r')).split('\n').length;
    problems.push(
      warningAt(
        { file, line },
        'file-line-ends',
        'This file has Windows line ends (CRLF)',
        'Save it with line ends "LF".',
      ),
    );
  }
  const text = (raw.startsWith(bom) ? raw.slice(1) : raw).replace(/\r\n?/g, '\n');
  return { text, problems };
}

function firstLineNotUtf8(bytes: Uint8Array): number | undefined {
  const newline = 0x0a;
  let line = 1;
  for (let start = 0; start <= bytes.length; line += 1) {
    const end = bytes.indexOf(newline, start);
    const stop = end === -1 ? bytes.length : end;
    const part = bytes.subarray(start, stop);
    // A NUL byte betrays UTF-16, whose ASCII half would pass for UTF-8.
    if (!isUtf8(part) || part.includes(0)) return line;
    start = stop + 1;
  }
  return undefined;
}
