import { raw } from 'hono/html';
import type { Language } from '../../core/course.ts';
import type { Markup } from '../layout.ts';
import type { Memo } from '../memo.ts';

/** What a page shows below its heading. */
export type Content = { title: string; content: Markup };

/** The same, put together once for all who look at one view of the figures in one language. */
export function contentOnce<T extends Content | undefined>(
  memo: Memo,
  of: object,
  asked: { page: string; language: Language },
  make: () => T,
): T {
  return memo(of, `${asked.language} ${asked.page}`, () => {
    const made = make();
    // Escaped already, when it was made.
    return made === undefined ? made : ({ title: made.title, content: raw(String(made.content)) } as T);
  });
}
