import type { IncomingMessage } from 'node:http';

/** An uploaded file, as a multipart call carries it. */
export class Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
  constructor(name: string, bytes: Uint8Array) {
    this.name = name;
    this.bytes = bytes;
  }
}

export type Params = Record<string, unknown>;

/** Reads a call's parameters from its address and its JSON, form or multipart body; undefined when unreadable. */
export async function readParams(request: IncomingMessage, url: URL): Promise<Params | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const params: Params = Object.fromEntries(url.searchParams);
  const body = Buffer.concat(chunks);
  if (body.length === 0) return params;
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return { ...params, ...parseJson(body.toString()) };
  if (!type.startsWith('multipart/form-data') && !type.startsWith('application/x-www-form-urlencoded')) {
    return undefined;
  }
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  for (const [name, value] of form) {
    params[name] =
      typeof value === 'string' ? value : new Upload(value.name, new Uint8Array(await value.arrayBuffer()));
  }
  return params;
}

/** @throws SyntaxError, which the server answers with 400 */
function parseJson(text: string): Params {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? (value as Params) : {};
}
