import { html } from 'hono/html';
import type { Certificate } from './certificate.ts';
import type { CertificateWords } from './words/vi.ts';

type Markup = ReturnType<typeof html>;

/** What whoever opens or scans a certificate sees: what, when, by whom, and whether it holds. Nothing else of anybody. */
export function certificatePage(
  certificate: Certificate,
  about: { words: CertificateWords; timeZone: string; path: string; css: string },
): Markup {
  const { earned, issuedAt, revokedAt } = certificate;
  const { words, timeZone, path, css } = about;
  const day = (at: number): string => words.day(at, timeZone);
  return framed(
    words,
    css,
    words.title(earned),
    html`<h1>${words.title(earned)}</h1>
<p class="kind">${words.heading}</p>
<p class="standing${revokedAt === undefined ? '' : ' is-revoked'}">${
      revokedAt === undefined ? words.valid : words.revoked(day(revokedAt))
    }</p>
<dl>
<dt>${words.issuedOn(day(issuedAt))}</dt>
<dd>${words.issuedBy(earned.operator ?? words.noAgency)}</dd>
<dt>${words.howMade}</dt>
<dd>${words.criteria(earned)}</dd>
<dt>${words.lessons}</dt>
<dd>${earned.lessons.join(' · ')}</dd>
</dl>
<p>${earned.holder === undefined ? words.noHolder : words.holder(earned.holder)}</p>
<p class="not-state">${words.notState}</p>
<img src="${path}.png" width="1200" height="850" alt="${words.title(earned)}">
<p class="ways"><a href="${path}.json" download>${words.download}</a>
<a href="${path}.png" download>${words.picture}</a></p>`,
  );
}

export const sentencePage = (words: CertificateWords, css: string, sentence: string): Markup =>
  framed(words, css, words.heading, html`<h1>${words.heading}</h1><p>${sentence}</p>`);

const framed = (
  words: CertificateWords,
  css: string,
  title: string,
  body: Markup,
): Markup => html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${words.name}</title>
<link rel="stylesheet" href="/certificates/page.css?v=${css}">
<link rel="icon" href="/chat/icon.svg" type="image/svg+xml">
</head>
<body><main>${body}</main></body>
</html>
`;
