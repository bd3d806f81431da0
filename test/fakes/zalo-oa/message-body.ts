import { z } from 'zod';

/** The account's refusal, told with HTTP 200. */
export class OaRefusal extends Error {
  override name = 'OaRefusal';
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export type Shown = { text: string; buttons: { title: string; payload: string }[]; picture?: string };

const text = z
  .string()
  .min(1)
  .max(2_000)
  .refine((it) => it.trim() !== '' && it.normalize('NFC') === it);
const button = z.strictObject({
  title: z.string().min(1).max(20),
  type: z.enum(['oa.query.show', 'oa.query.hide']),
  payload: z.string().min(1).max(1_000),
});
const withButtons = z.strictObject({ buttons: z.array(button).min(1).max(5) });
const withMedia = z.strictObject({
  template_type: z.literal('media'),
  elements: z
    .array(z.strictObject({ media_type: z.literal('image'), url: z.url({ protocol: /^https$/ }) }))
    .length(1),
});
const call = z.strictObject({
  recipient: z.strictObject({ user_id: z.string().min(1) }),
  message: z.strictObject({
    text,
    attachment: z
      .strictObject({ type: z.literal('template'), payload: z.union([withButtons, withMedia]) })
      .optional(),
  }),
});

/** Looks at a message as the documents describe it. @throws OaRefusal */
export function readMessage(raw: Buffer): { user: string; shown: Shown } {
  const parsed = call.safeParse(JSON.parse(raw.toString()));
  if (!parsed.success) {
    const isLong = parsed.error.issues.some(({ code }) => code === 'too_big');
    throw new OaRefusal(isLong ? -210 : -201, z.prettifyError(parsed.error));
  }
  const { recipient, message } = parsed.data;
  const payload = message.attachment?.payload;
  return {
    user: recipient.user_id,
    shown: {
      text: message.text,
      buttons: payload !== undefined && 'buttons' in payload ? payload.buttons : [],
      ...(payload !== undefined && 'elements' in payload ? { picture: payload.elements[0]?.url ?? '' } : {}),
    },
  };
}
