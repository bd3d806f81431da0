// STUB
import { fold } from './fold.ts';
import type { UrgentTopic } from './session.ts';
export const urgentTopicOf = (text: string): UrgentTopic | undefined =>
  /bi lua/.test(fold(text)) ? 'money' : undefined;
export const isLostPhone = (text: string): boolean => fold(text) === 'mat dien thoai';
