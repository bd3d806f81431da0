import type { Session } from './session.ts';

/** What messages from officials are about; a person stops each by itself. Records keep a topic's place: new ones go to the end. */
export const topics = ['learning', 'scam', 'services', 'events', 'danger'] as const;
export type Topic = (typeof topics)[number];

/** The topics a person has stopped, as bits; more than all of them when everything was stopped, later topics too. */
export type Muted = number;

const everything = 1;
const bitOf = (topic: Topic): Muted => 2 << topics.indexOf(topic);

export const isMuted = (muted: Muted, topic: Topic): boolean => (muted & (everything | bitOf(topic))) !== 0;
export const isTopic = (text: string): text is Topic => (topics as readonly string[]).includes(text);

export const withMuted = (session: Session, topic: Topic): Session => ({
  ...session,
  muted: session.muted | bitOf(topic),
});
/** One word stops all that is sent unasked. */
export const withAllMuted = (session: Session): Session => ({ ...session, muted: everything });
export const withNoneMuted = (session: Session): Session => ({ ...session, muted: 0 });
