import type { BroadcastState } from '../../broadcast/broadcast.ts';
import type { Caller } from '../../office/office.ts';
import { addressOf } from '../../pages/address-of.ts';
import type { Console, Ctx, Visitor } from '../console.ts';
import { languageOf } from '../layout.ts';
import { type Show, showing } from './show.ts';

export type BroadcastPages = {
  /** Whoever is signed in, if they may do this in their own unit. */
  visitor(c: Ctx, action: Parameters<Console['allowed']>[1]): Visitor | undefined;
  caller(c: Ctx, visitor: Visitor): Caller;
  show(c: Ctx): Promise<Show>;
};

/** What all pages of broadcasts need to know of a request. */
export const openBroadcastPages = (console: Console): BroadcastPages => ({
  visitor: (c, action) => console.allowed(c, action, c.get('visitor')?.person.unit ?? ''),
  caller: (c, { person }) => ({
    person,
    from: addressOf(c.req.raw, c.env ?? {}, console.trustProxy),
    language: languageOf(c),
  }),
  async show(c) {
    const people = await console.archive.people();
    const names = new Map(people.map(({ id, name }) => [id, name]));
    const ground = { course: console.course(), now: console.clock(), names, terms: console.terms() };
    return showing(console.frame(c), ground);
  },
});

export const pageActs = ['approve', 'send_back', 'pause', 'resume', 'cancel'] as const;
export type PageAct = (typeof pageActs)[number];
export const isPageAct = (text: string): text is PageAct => (pageActs as readonly string[]).includes(text);

/**
 * What was just done, as the page's address says it; nothing once the broadcast has gone on, since a page that renews
 * itself keeps its address.
 */
export function noticeOf(
  said: string | undefined,
  state: BroadcastState['kind'],
  { words }: Show,
): string | undefined {
  if (said === undefined || !isPageAct(said)) return undefined;
  return stillTrue[said].includes(state) ? words.said[said] : undefined;
}
const stillTrue: Record<PageAct, BroadcastState['kind'][]> = {
  approve: ['scheduled', 'planning', 'running'],
  send_back: ['draft'],
  pause: ['paused'],
  resume: ['planning', 'running'],
  cancel: ['cancelled'],
};
