import { html } from 'hono/html';
import { type Action, rightsOf } from '../access/may.ts';
import { formToken } from '../access/token.ts';
import { parseChatKey } from '../core/chat.ts';
import type { Course } from '../core/course.ts';
import type { Visitor } from './console.ts';
import { type Answer, answerHtml } from './figures/answer.ts';
import { figureWords } from './figures/show.ts';
import { type Frame, inLanguage, type Markup, pageOf } from './layout.ts';
import { channelWords } from './words/channels.ts';

/** Where each right is used. */
export const pageOfRight: Partial<Record<Action, string>> = {
  see_broadcasts: '/admin/broadcasts',
  send_broadcast: '/admin/broadcasts/new',
  approve_broadcast: '/admin/broadcasts#waiting',
  manage_people: '/admin/people',
  see_audit: '/admin/audit',
  see_questions: '/admin/questions',
  see_figures: '/admin/figures',
  manage_figures: '/admin/figures/population',
  see_reports: '/admin/reports',
  write_lessons: '/admin/lessons',
  publish_lessons: '/admin/lessons#waiting',
  correct_lessons: '/admin/lessons/facts',
};

/** The first page: who is signed in, what they may do, their chat, the way out. */
export function homePage(
  { person, id }: Visitor,
  course: Course,
  frame: Frame,
  /** How many adults of their place can do what most have learnt. */
  first: (Answer & { href: string }) | undefined,
  /** What is wrong with channels, for administrators. */
  troubles: readonly string[] = [],
): Markup {
  const { words, language } = frame;
  const { home } = words;
  const to = (path: string): string => inLanguage(path, language);
  const token = html`<input type="hidden" name="token" value="${formToken(id)}">`;
  const unit = course.units.get(person.unit)?.fullName ?? person.unit;
  // A right without a page is nothing that anybody could use.
  const rights = rightsOf(person).flatMap((right) => {
    const href = pageOfRight[right];
    return href === undefined
      ? []
      : [html`<li><a class="way" href="${to(href)}">${words.rights[right]}</a></li>`];
  });
  const channel = person.chat === undefined ? undefined : parseChatKey(person.chat)?.channel;
  const chat =
    channel === undefined
      ? html`<p class="careful">${home.noChat}</p>`
      : html`<p>${home.chat(words.channels[channel] ?? channel)}</p>`;
  const chatSection = html`<section><h2>${home.chatTitle}</h2>${chat}
<form method="post" action="${to('/admin/my-chat')}">${token}
<button class="${channel === undefined ? 'primary' : 'plain'}">${channel === undefined ? home.bindChat : home.otherChat}</button></form></section>`;
  const { title, text } = channelWords[language];
  const troubled =
    troubles.length === 0
      ? ''
      : html`<section><h2>${title}</h2><p>${text}</p><ul>${troubles.map((line) => html`<li class="careful">${line}</li>`)}</ul></section>`;
  const { ownName } = words;
  const name =
    person.name === ''
      ? html`<section><h2>${ownName.title}</h2>
<form class="fields" method="post" action="${to('/admin/my-name')}">${token}
<div><label for="name">${ownName.label}</label><p class="hint" id="name-hint">${ownName.hint}</p>
<input id="name" name="name" maxlength="80" required autocomplete="name" aria-describedby="name-hint"></div>
<button>${ownName.keep}</button></form></section>`
      : '';
  return pageOf(
    person.name === '' ? home.title : home.hello(person.name),
    html`${first === undefined ? '' : html`${answerHtml(first)}<p><a class="way" href="${to(first.href)}">${figureWords[language].title}</a></p>`}${troubled}<p class="place">${home.place(words.roles[person.role], unit)}</p>
${channel === undefined ? chatSection : ''}${name}
<section><h2>${home.may}</h2>${rights.length === 0 ? html`<p>${home.nothingYet}</p>` : html`<ul class="rights">${rights}</ul>`}</section>
${channel === undefined ? '' : chatSection}
<section><h2>${home.leaveTitle}</h2><p class="quiet">${home.signOutHint}</p>
<form class="row" method="post" action="${to('/admin/sign-out')}">${token}
<button name="where" value="here">${home.signOut}</button>
<button class="plain" name="where" value="everywhere">${home.signOutEverywhere}</button></form></section>`,
    frame,
  );
}
