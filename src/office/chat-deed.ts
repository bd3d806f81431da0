import { writeTap } from '../core/choice-id.ts';
import type { Choice } from '../core/message.ts';
import { isTopic, type Topic } from '../core/topics.ts';
import type { Seen } from './office.ts';

/** Whom a message may be for in chat, always within the official's own place. */
export const chatAudiences = ['all', 'begun', 'silent'] as const;
export type ChatAudience = (typeof chatAudiences)[number];

/** With the one broadcast that a button names. */
const plainDeeds = [
  'show',
  'text',
  'topics',
  'audience',
  'preview',
  'drop',
  'back',
  'pause',
  'resume',
  'ask_cancel',
  'cancel',
] as const;
type PlainDeed = (typeof plainDeeds)[number];
/** With the revision that was looked at. */
const seenDeeds = ['send', 'try', 'approve'] as const;
type SeenDeed = (typeof seenDeeds)[number];

/** What a button of the office means; the button carries it, whatever has happened since. */
export type ChatDeed =
  | { kind: 'list' }
  | { kind: 'own' }
  | { kind: 'begin'; page: number }
  /** A ready message, or one of last month. */
  | { kind: 'ready'; beginning: string }
  | { kind: PlainDeed; id: string }
  | { kind: SeenDeed; seen: Seen }
  | { kind: 'about'; id: string; topic: Topic }
  | { kind: 'for'; id: string; whom: ChatAudience };

/** At most 54 letters: ids of broadcasts have 24. */
export function writeDeed(deed: ChatDeed): string {
  switch (deed.kind) {
    case 'list':
    case 'own':
      return deed.kind;
    case 'begin':
      return [deed.kind, deed.page].join('~');
    case 'ready':
      return [deed.kind, deed.beginning].join('~');
    case 'send':
    case 'try':
    case 'approve':
      return [deed.kind, deed.seen.id, deed.seen.revision].join('~');
    case 'about':
      return [deed.kind, deed.id, deed.topic].join('~');
    case 'for':
      return [deed.kind, deed.id, deed.whom].join('~');
    default:
      return [deed.kind, deed.id].join('~');
  }
}

const isOneOf = <T extends string>(list: readonly T[], text: string): text is T =>
  (list as readonly string[]).includes(text);

/** Reads what `writeDeed` wrote. @returns undefined for anything else: forged, or from another version */
export function readDeed(written: string): ChatDeed | undefined {
  const [kind = '', id = '', detail = '', ...rest] = written.split('~');
  if (rest.length > 0) return undefined;
  if (kind === 'list' || kind === 'own') return id === '' ? { kind } : undefined;
  if (id === '') return undefined;
  if (kind === 'begin') return /^\d{1,3}$/.test(id) ? { kind, page: Number(id) } : undefined;
  if (kind === 'ready') return detail === '' ? { kind, beginning: id } : undefined;
  if (kind === 'about') return isTopic(detail) ? { kind, id, topic: detail } : undefined;
  if (kind === 'for') return isOneOf(chatAudiences, detail) ? { kind, id, whom: detail } : undefined;
  if (isOneOf(seenDeeds, kind)) {
    return /^\d{1,9}$/.test(detail) ? { kind, seen: { id, revision: Number(detail) } } : undefined;
  }
  return isOneOf(plainDeeds, kind) && detail === '' ? { kind, id } : undefined;
}

export const deedButton = (deed: ChatDeed, label: string): Choice => ({
  id: writeTap({ kind: 'office', deed: writeDeed(deed) }),
  label,
});
