import type { Language, Operator } from '../../core/course.ts';
import { webWords } from './words.ts';

/** The page's only HTML, made once per language: everything that changes comes as messages. */
export function pageHtml(
  language: Language,
  operator: Operator | undefined,
  files: { css: string; js: string },
): string {
  const words = webWords[language];
  const safe = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const who = operator === undefined ? words.trial : words.runBy(operator.name);
  const contact = operator?.contact === undefined ? '' : ` · ${words.contact(operator.contact)}`;
  const data = JSON.stringify(words.page).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(words.name)}</title>
<meta name="description" content="${safe(words.tagline)}">
<meta name="theme-color" content="#0b6e4f">
<link rel="stylesheet" href="/chat/app.css?v=${files.css}">
<link rel="icon" href="/chat/icon.svg" type="image/svg+xml">
</head>
<body data-quiet-minutes="15">
<a class="skip" href="#text">${safe(words.skipToReply)}</a>
<header>
<div class="bar">
<div><h1>${safe(words.name)}</h1><p class="who">${safe(who + contact)}</p></div>
<details class="more"><summary>${safe(words.menu)}</summary><div class="sheet">
<button type="button" id="open-code">${safe(words.enterCode)}</button>
<button type="button" id="open-leave">${safe(words.someoneElse)}</button>
<a href="/?lang=${words.otherLanguage.language}" lang="${words.otherLanguage.language}">${safe(words.otherLanguage.label)}</a>
</div></details>
</div>
</header>
<main id="talk">
<noscript><p class="notice">${safe(words.noScript)}</p></noscript>
<ol id="log" role="log" aria-label="${safe(words.logLabel)}" tabindex="0"></ol>
</main>
<p id="status" role="status" hidden></p>
<form id="write" autocomplete="off">
<label class="unseen" for="text">${safe(words.inputLabel)}</label>
<textarea id="text" rows="1" maxlength="10000" placeholder="${safe(words.inputHint)}" enterkeyhint="send"></textarea>
<button type="submit" id="send">${safe(words.send)}</button>
</form>
<section id="fold" class="cover" role="dialog" aria-modal="true" aria-labelledby="fold-title" hidden>
<h2 id="fold-title">${safe(words.fold.title)}</h2><p>${safe(words.fold.hint)}</p>
<button type="button" class="primary" id="fold-resume">${safe(words.fold.resume)}</button>
<button type="button" id="fold-other">${safe(words.fold.other)}</button>
</section>
<section id="code" class="cover" role="dialog" aria-modal="true" aria-labelledby="code-title" hidden>
<h2 id="code-title">${safe(words.code.title)}</h2><p>${safe(words.code.hint)}</p>
<form id="code-form"><label for="code-text">${safe(words.code.label)}</label>
<input id="code-text" autocapitalize="characters" autocomplete="off" spellcheck="false" maxlength="40">
<p id="code-problem" class="problem" role="alert"></p>
<button type="submit" class="primary">${safe(words.code.open)}</button>
<button type="button" id="code-cancel">${safe(words.code.cancel)}</button></form>
</section>
<section id="leave" class="cover" role="dialog" aria-modal="true" aria-labelledby="leave-title" hidden>
<h2 id="leave-title">${safe(words.leave.title)}</h2><p>${safe(words.leave.hint)}</p>
<p id="leave-problem" class="problem" role="alert"></p>
<button type="button" class="primary" id="leave-stay">${safe(words.leave.stay)}</button>
<button type="button" id="leave-go">${safe(words.leave.go)}</button>
</section>
<script type="application/json" id="words">${data}</script>
<script src="/chat/app.js?v=${files.js}"></script>
</body>
</html>
`;
}
