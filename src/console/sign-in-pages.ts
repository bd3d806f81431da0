import { html } from 'hono/html';
import type { LinkRefusal } from '../core/staff.ts';
import { type Frame, inLanguage, type Markup, pageOf, sentencePage } from './layout.ts';

/** How to get in; there is nothing to fill in here. */
export function signInPage(frame: Frame): Markup {
  const { signIn } = frame.words;
  const steps = signIn.steps.map((step) => html`<li>${step}</li>`);
  return pageOf(
    signIn.title,
    html`<p>${signIn.text}</p>
<ol class="steps">${steps}</ol>
<p><a class="way" href="${inLanguage('/', frame.language)}">${signIn.chat}</a></p>
<p class="quiet">${signIn.noRole}</p>`,
    frame,
  );
}

/** What a link opens. Looking at it uses nothing up: apps that fetch a link for its preview must not sign in. */
export function enterPage(code: string, frame: Frame): Markup {
  const { enter } = frame.words;
  return pageOf(
    enter.title,
    html`<p>${enter.text}</p>
<form method="post" action="${inLanguage('/admin/enter', frame.language)}">
<input type="hidden" name="code" value="${code}">
<button class="primary">${enter.go}</button>
</form>`,
    frame,
  );
}

export function deadLinkPage(reason: LinkRefusal, frame: Frame): Markup {
  const { link } = frame.words;
  const way =
    frame.visitor === undefined
      ? { href: '/admin/sign-in', label: link.how }
      : { href: '/admin', label: link.home };
  return sentencePage({ title: link.title, text: link.refusals[reason] }, frame, [way]);
}
