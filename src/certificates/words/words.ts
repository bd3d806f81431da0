import type { Language } from '../../core/course.ts';
import { en } from './en.ts';
import { type CertificateWords, vi } from './vi.ts';

export const certificateWords: Record<Language, CertificateWords> = { vi: { ...vi, language: 'vi' }, en };
