/** The platform's refusal. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: number;
  constructor(code: number, description: string) {
    super(description);
    this.code = code;
  }
}

/** An empty body is an empty object; the reference client sends one with `getMe`. */
export function readCall(raw: Buffer): Record<string, unknown> | undefined {
  if (raw.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(raw.toString());
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    // What is not JSON is refused by the caller.
    return undefined;
  }
}

const textLimit = 2_000;
const known: Record<string, { fields: string[]; text?: string; isTextNeeded?: boolean }> = {
  sendMessage: {
    fields: ['chat_id', 'text', 'parse_mode', 'text_styles'],
    text: 'text',
    isTextNeeded: true,
  },
  sendPhoto: { fields: ['chat_id', 'photo', 'caption'], text: 'caption' },
  sendSticker: { fields: ['chat_id', 'sticker'] },
  sendVoice: { fields: ['chat_id', 'voice_url'] },
};

/** Looks at what is to be sent as the documents describe it. @returns what a person reads of it @throws Refusal */
export function sends(method: string, body: Record<string, unknown>): string {
  const it = known[method];
  if (it === undefined) throw new Refusal(404, 'Not found');
  const strange = Object.keys(body).filter((name) => !it.fields.includes(name));
  if (strange.length > 0) throw new Refusal(400, `Bad request: ${strange.join(', ')}`);
  if (typeof body.chat_id !== 'string') throw new Refusal(400, 'Bad request: chat_id');
  const text = it.text === undefined ? undefined : body[it.text];
  if (text === undefined && it.isTextNeeded === true) throw new Refusal(400, 'Bad request: text');
  if (text !== undefined && (typeof text !== 'string' || text.trim() === '' || text.length > textLimit))
    throw new Refusal(400, `Bad request: ${it.text} must be 1 to ${textLimit} characters`);
  if (typeof text === 'string' && text.normalize('NFC') !== text)
    throw new Refusal(400, 'the fake refuses decomposed letters: they count more than once');
  if (method === 'sendPhoto' && !/^https:\/\//.test(String(body.photo)))
    throw new Refusal(400, 'Bad request: photo must be a https URL');
  if (body.parse_mode !== undefined && body.parse_mode !== 'markdown' && body.parse_mode !== 'html')
    throw new Refusal(400, 'Bad request: parse_mode');
  checkStyles(body.text_styles, String(text ?? ''));
  return String(text ?? '');
}

function checkStyles(styles: unknown, text: string): void {
  if (styles === undefined) return;
  if (!Array.isArray(styles)) throw new Refusal(400, 'Bad request: text_styles');
  for (const { start, len, st } of styles as { start: unknown; len: unknown; st: unknown }[]) {
    const isRight =
      typeof start === 'number' &&
      typeof len === 'number' &&
      start >= 0 &&
      len > 0 &&
      start + len <= text.length &&
      Array.isArray(st);
    if (!isRight) throw new Refusal(400, 'Bad request: text_styles');
  }
}
