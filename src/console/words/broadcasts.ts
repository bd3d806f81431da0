import type { Language } from '../../core/course.ts';
import { composingEn } from './composing.en.ts';
import { type ComposingWords, composingVi } from './composing.vi.ts';
import { followingEn } from './following.en.ts';
import { type FollowingWords, followingVi } from './following.vi.ts';

export type BroadcastWords = ComposingWords & FollowingWords;

export const broadcastWords: Record<Language, BroadcastWords> = {
  vi: { ...composingVi, ...followingVi },
  en: { ...composingEn, ...followingEn },
};
