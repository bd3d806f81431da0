import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { blocksText } from '../markdown-text.ts';
import type { LessonProblem } from '../problem.ts';
import { htmlText, looksLikeHtml, tidy } from './html-text.ts';

/** How a text of another program is to be read; `auto` looks for itself. */
export type TextFormat = 'plain' | 'html' | 'markdown' | 'auto';

/** A text as people read it, without marks. */
export function plainText(text: string, format: TextFormat): string {
  switch (format) {
    case 'plain':
      return tidy(text);
    case 'html':
      return htmlText(text);
    case 'auto':
      return looksLikeHtml(text) ? htmlText(text.replace(/\n/g, '<br>')) : tidy(text);
    case 'markdown': {
      const { children } = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
      const problems: LessonProblem[] = [];
      return tidy(blocksText(children, { file: '', problems }).text);
    }
  }
}

/** Whether a picture is lost when the text becomes plain. */
export const holdsPicture = (text: string): boolean => /<img\b|!\[[^\]]*\]\(|@@PLUGINFILE@@/i.test(text);
