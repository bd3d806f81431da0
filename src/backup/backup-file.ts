import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import type { CopiedRow } from '../store/archive/copying.ts';
import { Unusable } from '../unusable.ts';

/**
 * A backup is gzip over lines of JSON: a head, then pages of rows and files in any order, then an end that counts and
 * hashes all before it, so that a copy that was cut short or changed on its way is not taken for whole.
 */
export const backupFormat = 1;

const headShape = z.object({
  banhoc: z.literal('backup'),
  format: z.number().int(),
  /** ISO 8601, UTC. */
  madeAt: z.string(),
  partitions: z.number().int(),
  /** Names the root secret without giving it away: whoever restores under another one is told. */
  secretMark: z.string().nullable(),
  /** False when rows were still on their way to the archive: what had not arrived is not in here. */
  isComplete: z.boolean(),
  /** The columns of each table, in the order of its rows. */
  columns: z.record(z.string(), z.array(z.string())),
});
export type BackupHead = Omit<z.infer<typeof headShape>, 'banhoc' | 'format'>;

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const lineShape = z.union([
  z.object({ table: z.string(), rows: z.array(z.array(value)).min(1) }),
  z.object({ file: z.string(), base64: z.string() }),
  z.object({ end: z.object({ lines: z.number().int(), sha256: z.string() }) }),
]);
/** `path` is relative to the data folder, with `/` between its parts. */
export type BackupPart =
  | { kind: 'rows'; table: string; rows: CopiedRow[] }
  | { kind: 'file'; path: string; body: Buffer };

/** Writes a whole backup. Nothing of `to` is worth keeping when this fails. */
export async function writeBackup(
  to: Writable,
  head: BackupHead,
  parts: AsyncIterable<BackupPart>,
): Promise<void> {
  const hash = createHash('sha256');
  let lines = 0;
  const line = (it: object): string => {
    const text = `${JSON.stringify(it)}\n`;
    hash.update(text);
    lines += 1;
    return text;
  };
  await pipeline(
    async function* () {
      yield line({ banhoc: 'backup', format: backupFormat, ...head });
      for await (const part of parts) {
        yield part.kind === 'rows'
          ? line({ table: part.table, rows: part.rows })
          : line({ file: part.path, base64: part.body.toString('base64') });
      }
      yield `${JSON.stringify({ end: { lines, sha256: hash.digest('hex') } })}\n`;
    },
    createGzip(),
    to,
  );
}

/**
 * Reads a backup from its file.
 * @returns its head, and its parts, whose reading fails at the end when the backup is not whole
 * @throws Unusable saying what is wrong with the file
 */
export async function readBackup(
  file: string,
): Promise<{ head: BackupHead; parts: AsyncGenerator<BackupPart> }> {
  const lines = linesOf(file, createReadStream(file));
  const first = await lines.next();
  const firstLine = first.done === true ? '' : first.value;
  const head = headShape.safeParse(asJson(firstLine));
  if (!head.success) throw new Unusable(`${file} is no backup of this bot`);
  const { banhoc, format, ...rest } = head.data;
  if (format !== backupFormat) {
    await lines.return(undefined);
    throw new Unusable(
      `${file} was written in format ${format} by a newer ${banhoc}; restore it with that program`,
    );
  }
  return { head: rest, parts: partsOf(file, firstLine, lines) };
}

async function* partsOf(
  file: string,
  firstLine: string,
  lines: AsyncGenerator<string>,
): AsyncGenerator<BackupPart> {
  const hash = createHash('sha256').update(`${firstLine}\n`);
  let count = 1;
  for await (const text of lines) {
    const read = lineShape.safeParse(asJson(text));
    if (!read.success) throw new Unusable(`${file}: line ${count + 1} cannot be read: the copy is damaged`);
    const line = read.data;
    if ('end' in line) {
      if (line.end.lines === count && line.end.sha256 === hash.digest('hex')) return;
      throw new Unusable(`${file}: what it holds is not what was written: the copy was changed or damaged`);
    }
    hash.update(`${text}\n`);
    count += 1;
    yield 'table' in line
      ? { kind: 'rows', table: line.table, rows: line.rows }
      : { kind: 'file', path: line.file, body: Buffer.from(line.base64, 'base64') };
  }
  throw new Unusable(`${file} ends too early after ${count} lines: the copy was cut short`);
}

async function* linesOf(file: string, source: Readable): AsyncGenerator<string> {
  const plain = new PassThrough();
  const unpacked = pipeline(source, createGunzip(), plain);
  // Whoever reads the lines is told of a failure there.
  unpacked.catch((error: unknown) =>
    plain.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  try {
    for await (const line of createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY }))
      yield line;
    await unpacked;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new Unusable(`${file}: there is no such file`, { cause: error });
    const reason = code.startsWith('Z_') ? 'it is no backup, or the copy was cut short' : message;
    throw new Unusable(`${file} cannot be read: ${reason}`, { cause: error });
  } finally {
    source.destroy();
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
