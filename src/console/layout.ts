import { html } from 'hono/html';
import type { Person } from '../access/person.ts';
import type { Language } from '../core/course.ts';
import { simulatedMark } from './exports/table.ts';
import type { ConsoleWords } from './words/console.ts';
import { en } from './words/en.ts';
import { vi } from './words/vi.ts';

/** Markup in which every value put into it was escaped. */
export type Markup = ReturnType<typeof html>;

/** What every page of the console shows around its own content. */
export type Frame = {
  language: Language;
  words: ConsoleWords;
  css: string;
  /** Whether all figures are of simulated people, which the page then says above everything. */
  isSimulated: boolean;
  /** The same page in the other language. */
  otherHref: string;
  /** Who is signed in, and which pages they may see. */
  visitor:
    | { person: Person; pages: { href: string; label: string; isHere: 'page' | 'within' | undefined }[] }
    | undefined;
};

/** Vietnamese unless asked otherwise: a projector's or an office's browser often speaks English, its people do not. */
export const languageOf = ({ req }: { req: { query(name: string): string | undefined } }): Language =>
  req.query('lang') === 'en' ? 'en' : 'vi';

/** A path of the console in a language: Vietnamese needs no mark. */
export const inLanguage = (path: string, language: Language): string => {
  if (language === 'vi') return path;
  return `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;
};

/**
 * The one layout: whole without JavaScript, one heading, one way past the navigation.
 * @param head a script of ours that makes the page quicker, and what stands in for it
 */
export function pageOf(
  title: string,
  content: Markup,
  { language, words, css, isSimulated, otherHref, visitor }: Frame,
  head: Markup | '' = '',
): Markup {
  const other = words.otherLanguage;
  const nav =
    visitor === undefined
      ? ''
      : html`<nav aria-label="${words.menu}"><ul>${visitor.pages.map(
          ({ href, label, isHere }) =>
            html`<li><a href="${inLanguage(href, language)}"${isHere === undefined ? '' : html` aria-current="${isHere === 'page' ? 'page' : 'true'}"`}>${label}</a></li>`,
        )}</ul></nav>`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${words.product}</title>
<link rel="stylesheet" href="/admin/console.css?v=${css}">
<link rel="icon" href="/chat/icon.svg" type="image/svg+xml">
${head}</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header><div class="bar">
<p class="product">${words.product} <span>${words.name}</span></p>
<a class="language" href="${otherHref}" lang="${other.language}" hreflang="${other.language}">${other.label}</a>
</div>${nav}</header>
${simulatedNote(isSimulated, language)}<main id="content" tabindex="-1"><h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
}

const simulated: Record<Language, string> = {
  vi: 'Người học ở đây do máy tạo ra. Không có người thật nào trong các số này.',
  en: 'The learners here are made by the machine. No real person is in these figures.',
};

/** Above every page of a store of simulated people, on paper too. */
export const simulatedNote = (isSimulated: boolean, language: Language): Markup | '' =>
  isSimulated
    ? html`<aside class="simulated" aria-label="${simulatedMark}"><strong lang="vi">${simulatedMark}</strong> <span>${simulated[language]}</span></aside>\n`
    : '';

/** A page that says one thing, with ways on. */
export function sentencePage(
  { title, text }: { title: string; text: string },
  frame: Frame,
  ways: { href: string; label: string }[] = [],
): Markup {
  const links = ways.map(
    ({ href, label }) => html`<p><a class="way" href="${inLanguage(href, frame.language)}">${label}</a></p>`,
  );
  return pageOf(title, html`<p>${text}</p>${links}`, frame);
}

const timeZone = 'Asia/Ho_Chi_Minh';
const locales: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };

/** Moments and numbers as the language writes them, by the province's clock. */
export function written(language: Language) {
  const locale = locales[language];
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'short' });
  const moment = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const minute = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const whole = new Intl.NumberFormat(locale);
  return {
    day: (at: number): string => day.format(at),
    minute: (at: number): string => minute.format(at),
    moment: (at: number): string => moment.format(at),
    number: (n: number): string => whole.format(n),
  };
}

const consoleWords: Record<Language, ConsoleWords> = { vi, en };
export const wordsIn = (language: Language): ConsoleWords => consoleWords[language];
