import type { EventBody } from '../../core/event.ts';

/** `/start`, or `/start <code>` from a poster: opening the chat, where a platform has no event of its own for it. */
const startCommand = /^\/start(?:\s+(\S+))?\s*$/i;

/** What a person wrote. */
export function writtenEvent(text: string): EventBody {
  const start = startCommand.exec(text);
  if (start === null) return { kind: 'text_written', text };
  const join = start[1];
  return { kind: 'chat_opened', language: 'vi', ...(join === undefined ? {} : { join }) };
}
