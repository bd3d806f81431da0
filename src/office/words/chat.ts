import type { Language } from '../../core/course.ts';
import { en } from './chat-en.ts';
import { type ChatWords, vi } from './chat-vi.ts';

/** What the office says in chat, by language. */
export const wordsFor = (language: Language): ChatWords => (language === 'vi' ? vi : en);
