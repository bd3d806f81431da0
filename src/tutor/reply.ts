import { z } from 'zod';

/** What a model may answer with; anything more or less is no answer. */
export const replySchemas = {
  tutor_card: z.strictObject({ card: z.string().max(24) }),
  tutor_hint: z.strictObject({ hint: z.string().max(1_000) }),
} as const;
export type ReplyName = keyof typeof replySchemas;
export type Reply<N extends ReplyName> = z.infer<(typeof replySchemas)[N]>;

/**
 * Reads the JSON in what a model wrote: bare, fenced, after thoughts of its own, with words around it.
 * @returns undefined for anything else: cut off, of another form, no JSON at all
 */
export function readReply<N extends ReplyName>(name: N, content: string): Reply<N> | undefined {
  const said = content.replace(/<think>[\s\S]*?(?:<\/think>|$)/g, '');
  const [from, to] = [said.indexOf('{'), said.lastIndexOf('}')];
  if (from < 0 || to < from) return undefined;
  let found: unknown;
  try {
    found = JSON.parse(said.slice(from, to + 1));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const parsed = replySchemas[name].safeParse(found);
  return parsed.success ? (parsed.data as Reply<N>) : undefined;
}
