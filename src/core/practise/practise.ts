import type { Language, LessonId } from '../course.ts';

type Both = Readonly<Record<Language, string>>;

/** A numbered place of a practise screen; its number is its place in the list, from 1. */
export type PractisePlace = {
  label: Both;
  /** What this person needs to hear after choosing it. */
  says: Both;
  /** The mistaken idea a wrong place stands for; absent on the right one. */
  misconception?: string;
};

/** A drawing of a made-up phone and the question where to tap, or which place is suspicious. */
export type PractiseScreen = {
  /** Stable for ever, at most 16 characters of `a-z 0-9 -`. */
  id: string;
  /** Of its content, 8 hex digits: an answer to an older wording is never graded by a newer one. */
  version: string;
  lesson: LessonId;
  /** A file of the course's media folder. */
  picture: string;
  ask: Both;
  /** All that the picture shows, so that who cannot see it can answer as well. */
  alt: Both;
  places: readonly PractisePlace[];
  /** The number of the right place, from 1. */
  right: number;
};

/** One message of the weekly round, and why it is real or not. */
export type RoundMessage = { id: string; isScam: boolean; text: Both; why: Both };

/** What is practised beside the lessons. Nothing of it is in the figures of quiz questions. */
export type Practise = {
  screens: readonly PractiseScreen[];
  messages: readonly RoundMessage[];
  /** Of all messages, 8 hex digits: a round begun with others ends. */
  messagesVersion: string;
};

export const noPractise: Practise = { screens: [], messages: [], messagesVersion: '' };
