import { hash } from 'node:crypto';

/** The URL namespace. Source: RFC 9562, section 6.6. */
export const urlNamespace = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/** A name's UUID, always the same: version 5, SHA-1. Source: RFC 9562, section 5.5. */
export function uuidv5(namespace: string, name: string): string {
  const digest = hash('sha1', Buffer.concat([bytesOf(namespace), Buffer.from(name)]), 'buffer');
  const bytes = digest.subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

let lastNamespace = '';
let lastBytes: Buffer = Buffer.alloc(0);

/** One namespace names nearly everything: its bytes need not be read again each time. */
function bytesOf(namespace: string): Buffer {
  if (namespace !== lastNamespace) {
    lastNamespace = namespace;
    lastBytes = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  }
  return lastBytes;
}
