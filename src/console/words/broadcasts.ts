import type { Language } from '../../core/course.ts';
import { broadcastsEn } from './broadcasts.en.ts';
import { type BroadcastWords, broadcastsVi } from './broadcasts.vi.ts';

export const broadcastWords: Record<Language, BroadcastWords> = { vi: broadcastsVi, en: broadcastsEn };
