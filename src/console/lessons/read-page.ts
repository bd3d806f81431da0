import { html } from 'hono/html';
import { keyName, type LessonVersion } from '../../course/desk/desk-files.ts';
import { type Finding, mustBeMended } from '../../course/desk/fields.ts';
import type { OpenLesson } from '../../course/desk/lesson-desk.ts';
import { screensOf } from '../../course/desk/screens.ts';
import { type Frame, inLanguage, type Markup, pageOf } from '../layout.ts';
import type { DeskShow } from './desk-show.ts';
import { previewAddress } from './edit-page.ts';
import { phone, statePart } from './parts.ts';

/** What the second person reads before they publish; who may not is told why. */
export function readPage(
  { draft, revision }: OpenLesson,
  asked: {
    findings: readonly Finding[];
    writers: string[];
    bar: 'own' | 'no_right' | undefined;
    token: string;
  },
  show: DeskShow,
  frame: Frame,
): Markup {
  const { read } = show.words;
  const name = keyName(draft);
  const to = (path: string): string => inLanguage(path, frame.language);
  const isReady = mustBeMended(asked.findings).length === 0;
  const why = !isReady
    ? read.notReady
    : asked.bar === 'own'
      ? read.own
      : asked.bar === 'no_right'
        ? read.noRight
        : undefined;
  const act =
    why === undefined
      ? html`<form class="row" method="post" action="${to(`/admin/lessons/publish/${name}`)}"><input type="hidden" name="token" value="${asked.token}"><input type="hidden" name="revision" value="${revision}"><button class="primary">${read.publish}</button></form>`
      : html`<p class="careful">${why}</p>`;
  return pageOf(
    read.title(name, draft.title),
    html`<p>${read.text}</p>${asked.writers.length === 0 ? '' : html`<p class="quiet">${read.writers(asked.writers.join(', '))}</p>`}
${statePart(asked.findings, show)}<ul>${asked.findings.filter(({ rule }) => rule !== 'blank').map((finding) => html`<li>${show.finding(finding)}</li>`)}</ul>
${phone(screensOf(draft, previewAddress), draft.language, show)}
${act}<p><a class="way" href="${to(`/admin/lessons/edit/${name}`)}">${read.back}</a></p>`,
    frame,
  );
}

export type VersionLine = LessonVersion & { byName: string };

/** Every text a lesson had here, each one tap from being taught again; and the switch that rests it. */
export function versionsPage(
  key: { id: string; language: 'vi' | 'en' },
  asked: {
    versions: readonly VersionLine[];
    isOfRelease: boolean;
    isDeskTaught: boolean;
    off: { why: string } | undefined;
    mayRoll: boolean;
    maySwitch: boolean;
    token: string;
    notice: string | undefined;
  },
  show: DeskShow,
  frame: Frame,
): Markup {
  const { versions } = show.words;
  const name = keyName(key);
  const to = (path: string): string => inLanguage(path, frame.language);
  const token = html`<input type="hidden" name="token" value="${asked.token}">`;
  const roll = (number: number, isTaught: boolean): Markup =>
    isTaught || !asked.mayRoll
      ? html`<span class="quiet">${isTaught ? versions.now : ''}</span>`
      : html`<form method="post" action="${to(`/admin/lessons/roll-back/${name}`)}">${token}<button class="plain" name="number" value="${number}">${versions.roll}</button></form>`;
  const lines = asked.versions.map(
    ({ number, at, byName, from }, place) =>
      html`<li><span>${versions.number(number)}<small>${versions.about(show.moment(at), byName)}${from === undefined ? '' : html`, ${versions.from(from)}`}</small></span>${roll(number, place === 0 && asked.isDeskTaught)}</li>`,
  );
  const release = asked.isOfRelease
    ? html`<li><span>${versions.release}</span>${roll(0, !asked.isDeskTaught)}</li>`
    : '';
  const off = asked.maySwitch
    ? asked.off === undefined
      ? html`<section><h2>${versions.off}</h2><form class="fields" method="post" action="${to(`/admin/lessons/off/${name}`)}">${token}<div><label for="why">${versions.offWhy}</label><p class="hint" id="why-hint">${versions.offHint}</p><input id="why" name="why" required maxlength="200" autocomplete="off" aria-describedby="why-hint"></div><button class="danger">${versions.offDo}</button></form></section>`
      : html`<section><h2>${versions.off}</h2><p class="careful">${versions.isOff(asked.off.why)}</p><form method="post" action="${to(`/admin/lessons/on/${name}`)}">${token}<button class="primary">${versions.onDo}</button></form></section>`
    : '';
  return pageOf(
    versions.title(name),
    html`${asked.notice === undefined ? '' : html`<p class="notice" role="status">${asked.notice}</p>`}<p>${versions.text}</p>
${asked.versions.length === 0 ? html`<p class="quiet">${versions.none}</p>` : ''}<ul class="waiting">${lines}${release}</ul>${off}`,
    frame,
  );
}
