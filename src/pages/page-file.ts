import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** One file of a page, compressed once. */
export type PageFile = { type: string; etag: string; plain: Buffer; gzip: Buffer; brotli: Buffer };

/** Scripts as one, in the order in which they need each other. */
export const script = (...parts: URL[]): PageFile =>
  packed(Buffer.concat(parts.map((part) => readFileSync(part))), 'text/javascript; charset=utf-8');

export const pageFile = (file: URL, type: string): PageFile => packed(readFileSync(file), type);

/** A page's sheets as one, behind what all pages share. */
export const styleSheet = (...sheets: URL[]): PageFile =>
  packed(
    Buffer.concat([new URL('./base.css', import.meta.url), ...sheets].map((sheet) => readFileSync(sheet))),
    'text/css; charset=utf-8',
  );

export function packed(plain: Buffer, type: string): PageFile {
  return {
    type,
    etag: createHash('sha256').update(plain).digest('hex').slice(0, 12),
    plain,
    gzip: gzipSync(plain, { level: 9 }),
    brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  };
}

/** The smallest form the browser reads. */
export function served(
  file: PageFile,
  accept: string | undefined,
  headers: Record<string, string>,
): Response {
  const coding = accept?.includes('br') ? 'br' : accept?.includes('gzip') ? 'gzip' : undefined;
  const body = coding === 'br' ? file.brotli : coding === 'gzip' ? file.gzip : file.plain;
  return new Response(new Uint8Array(body), {
    headers: {
      'content-type': file.type,
      vary: 'Accept-Encoding',
      ...(coding === undefined ? {} : { 'content-encoding': coding }),
      ...headers,
    },
  });
}
