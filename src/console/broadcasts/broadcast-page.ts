import { html, raw } from 'hono/html';
import type { Person } from '../../access/person.ts';
import type { Broadcast } from '../../broadcast/broadcast.ts';
import { broadcastMessage } from '../../broadcast/message.ts';
import { languages } from '../../core/course.ts';
import { newSession } from '../../core/new-session.ts';
import type { Outlook, Standing } from '../../office/office.ts';
import { type Frame, inLanguage, type Markup, pageOf } from '../layout.ts';
import { findingsPart } from './findings-part.ts';
import { bubble, countPart, previewsPart } from './outlook-part.ts';
import { barWithLegend } from './progress-bar.ts';
import { type Show, titleOf } from './show.ts';
import { unitsTable } from './units-table.ts';

export type BroadcastView = {
  broadcast: Broadcast;
  standing: Standing | undefined;
  /** What it would do, while it has not begun. */
  outlook: Outlook | undefined;
  person: Person;
  mayWrite: boolean;
  mayApprove: boolean;
  token: string;
  notice: string | undefined;
  alarm: string | undefined;
  /** What the script's content is known by. */
  script: string;
};

/** One broadcast: how it stands first, then what can be done, then what it says and to whom. */
export function broadcastPage(view: BroadcastView, show: Show, frame: Frame): Markup {
  const { broadcast, standing, outlook, notice, alarm, script } = view;
  const { words } = show;
  const { state } = broadcast;
  const begun = broadcast.startedAt !== undefined && standing !== undefined && state.kind !== 'planning';
  const isLive = ['planning', 'running', 'paused', 'scheduled', 'waiting_for_approval'].includes(state.kind);
  const body = html`${alarm === undefined ? '' : html`<p class="alarm" role="alert">${alarm}</p>`}${notice === undefined ? '' : html`<p class="notice" role="status">${notice}</p>`}
<p id="waiting" class="careful" role="status" hidden>${words.page.lost}</p>
<p class="standing"><span class="badge ${state.kind}">${words.states[state.kind]}</span> ${isLive ? html`<small>${words.page.live}</small>` : ''} ${broadcast.reach === 'test_accounts' ? words.page.trial : ''}</p>
${nextPart(view, show)}
${begun ? barWithLegend(standing.progress, show) : ''}
${isDecided(view) ? '' : actsPart(view, show, frame)}
${outlook === undefined ? '' : html`<div class="twofold">${countPart(outlook, show)}<div>${previewsPart(outlook.previews, show)}${outlook.problems.length === 0 ? '' : findingsPart(broadcast.texts, outlook.problems, show)}</div></div>`}
${isDecided(view) ? actsPart(view, show, frame) : ''}
${begun ? unitsTable(standing.byUnit, show) : ''}
${outlook === undefined ? messagePart(broadcast, show) : ''}
${factsPart(broadcast, show)}
<p><a class="way" href="${inLanguage('/admin/broadcasts', frame.language)}">${words.back}</a></p>`;
  const refresh = state.kind === 'planning' || state.kind === 'running';
  return pageOf(
    titleOf(broadcast, frame.language),
    body,
    frame,
    isLive
      ? html`${refresh ? raw('<noscript><meta http-equiv="refresh" content="10"></noscript>\n') : ''}<script src="/admin/live.js?v=${script}" defer></script>`
      : '',
  );
}

/** Waits for this very visitor: who first reads what it says and whom it reaches, and then decides. */
const isDecided = ({ broadcast, mayApprove, person }: BroadcastView): boolean =>
  broadcast.state.kind === 'waiting_for_approval' && mayApprove && broadcast.author !== person.id;

/** What happens next, or why nothing does and what to do about it. */
function nextPart({ broadcast, standing }: BroadcastView, show: Show): Markup {
  const { words, moment, person } = show;
  const { next } = words.page;
  const { state } = broadcast;
  switch (state.kind) {
    case 'draft':
      return html`<p>${next.draftOf(person(broadcast.author))}</p>`;
    case 'waiting_for_approval':
      return html`<p>${next.waiting(moment(state.askedAt))}</p>${
        broadcast.exceptionReason === undefined
          ? ''
          : html`<p class="careful">${words.page.reason}: <strong>${broadcast.exceptionReason}</strong></p>`
      }${askedPart(standing?.asked ?? [], show)}`;
    case 'scheduled':
      return html`<p>${broadcast.scheduledAt === undefined ? next.scheduledSoon : next.scheduledAt(moment(broadcast.scheduledAt))}</p>`;
    case 'planning':
      return html`<p>${next.planning}</p>`;
    case 'running': {
      const rests = standing?.restsUntil;
      const expected = standing?.expectedAt;
      return html`${rests === undefined ? '' : html`<p class="careful">${next.resting(moment(rests))}</p>`}${expected === undefined ? '' : html`<p>${next.expected(moment(expected))}</p>`}`;
    }
    case 'paused':
      return html`<p class="careful">${next.paused(person(state.by), moment(state.at))}</p>`;
    case 'done':
      return html`<p>${next.done(moment(state.at))}</p>`;
    case 'cancelled':
      return html`<p>${next.cancelled(person(state.by), moment(state.at))}</p>`;
    case 'stopped': {
      const { why, todo } = words.page.stopped[state.reason];
      return html`<div class="alarm"><p><strong>${why}</strong> ${todo}</p>${state.detail === '' ? '' : html`<p class="quiet">${words.page.detail} <q>${state.detail}</q></p>`}</div>`;
    }
  }
}

function askedPart(asked: Standing['asked'], { words }: Show): Markup {
  const { page } = words;
  if (asked.length === 0) return html`<p class="careful">${page.askedNobody}</p>`;
  const items = asked.map(
    ({ name, hasChat }) =>
      html`<li><strong>${name}</strong> <span class="${hasChat ? 'quiet' : 'warned'}">(${hasChat ? page.askedChat : page.askedNoChat})</span></li>`,
  );
  return html`<p>${page.asked}:</p><ul class="asked">${items}</ul>`;
}

/** One primary act at most; cancelling is asked once more on a page of its own. */
function actsPart(view: BroadcastView, show: Show, frame: Frame): Markup {
  const { broadcast, mayWrite, person, token } = view;
  const { page } = show.words;
  const { kind } = broadcast.state;
  const path = `/admin/broadcasts/${broadcast.id}`;
  const to = (rest: string): string => inLanguage(path + rest, frame.language);
  const act = (act: string, label: string, look = 'plain'): Markup =>
    html`<button class="${look}" name="do" value="${act}">${label}</button>`;
  const link = (href: string, label: string, look = 'plain'): Markup =>
    html`<a class="button ${look}" href="${href}">${label}</a>`;
  const isOver = kind === 'done' || kind === 'cancelled' || kind === 'stopped';
  const buttons: Markup[] = [];
  const ways: Markup[] = [];
  const isWaiting = kind === 'waiting_for_approval';
  const decides = isDecided(view);
  if (decides) buttons.push(act('approve', page.approve, 'primary'), act('send_back', page.sendBack));
  if (mayWrite) {
    if (isWaiting && !decides) buttons.push(act('send_back', page.withdraw));
    if (kind === 'scheduled') buttons.push(act('send_back', page.withdraw));
    if (kind === 'running' || kind === 'planning') buttons.push(act('pause', page.pause, 'primary'));
    if (kind === 'paused') buttons.push(act('resume', page.resume, 'primary'));
    if (kind === 'draft') ways.push(link(to('/edit'), page.edit, 'primary'));
    if (!isOver) ways.push(link(to('/cancel'), page.cancel));
  }
  if (broadcast.startedAt !== undefined)
    ways.push(link(to('/report'), page.report, isOver ? 'primary' : 'plain'));
  if (mayWrite && isOver) {
    ways.push(link(inLanguage(`/admin/broadcasts/compose?like=${broadcast.id}`, frame.language), page.again));
  }
  const form =
    buttons.length === 0
      ? ''
      : html`<form class="row" method="post" action="${to('/act')}"><input type="hidden" name="token" value="${token}"><input type="hidden" name="revision" value="${broadcast.revision}">${buttons}</form>`;
  const acts = buttons.length + ways.length === 0 ? html`` : html`<div class="acts row">${form}${ways}</div>`;
  if (decides)
    return html`<section class="decide"><h2>${page.decide}</h2><p>${page.decideHint}</p>${acts}</section>`;
  return isWaiting && broadcast.author === person.id
    ? html`<p class="careful">${page.ownWaits}</p>${acts}`
    : acts;
}

/** What people read, whole, in each of its languages. */
function messagePart(broadcast: Broadcast, { words }: Show): Markup {
  const bubbles = languages.flatMap((language) => {
    if (broadcast.texts[language] === undefined) return [];
    const message = broadcastMessage(broadcast, newSession(nobody, language, broadcast.createdAt));
    return [html`<figure class="preview" lang="${language}">${bubble(message)}</figure>`];
  });
  return html`<section><h2>${words.page.message}</h2><div class="previews">${bubbles}</div></section>`;
}
/** A reader of whom nothing is known. */
const nobody = '0'.repeat(16);

/** Who wrote it, who looked at it, for whom and why. */
export function factsPart(broadcast: Broadcast, show: Show): Markup {
  const { words, number } = show;
  const { page, compose } = words;
  const fact = (name: string, value: string): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const { scheduledAt, repeats, holdoutShare, exceptionReason, code, approvedBy, state } = broadcast;
  const approved =
    approvedBy !== undefined
      ? show.person(approvedBy)
      : state.kind === 'waiting_for_approval' || state.kind === 'draft'
        ? page.notYet
        : page.notNeeded;
  return html`<section><h2>${page.facts}</h2><dl class="facts">
${fact(page.to, show.audience(broadcast.audience))}${fact(page.topic, words.topics[broadcast.topic])}${fact(page.from, show.unit(broadcast.unit))}
${fact(page.author, show.person(broadcast.author))}${fact(page.approvedBy, approved)}
${fact(page.when, scheduledAt === undefined ? page.soon : show.moment(scheduledAt))}
${repeats === 'no' ? '' : fact(page.repeats, compose.repeat[repeats])}${holdoutShare === 0 ? '' : fact(page.holdout, page.holdoutShare(number(Math.round(holdoutShare * 100))))}
${exceptionReason === undefined ? '' : fact(page.reason, exceptionReason)}${code === '' ? '' : fact(page.code, code)}
</dl></section>`;
}

/** Asks once more before a broadcast is given up. */
export function cancelPage(
  { broadcast, standing, token }: Pick<BroadcastView, 'broadcast' | 'standing' | 'token'>,
  { words, number }: Show,
  frame: Frame,
): Markup {
  const { page } = words;
  const path = `/admin/broadcasts/${broadcast.id}`;
  const sent = standing?.progress.sent ?? 0;
  return pageOf(
    page.cancelTitle,
    html`<p><strong>${titleOf(broadcast, frame.language)}</strong></p>
<p>${sent === 0 ? page.cancelUnsent : page.cancelText(number(sent))}</p>
<form class="row" method="post" action="${inLanguage(`${path}/act`, frame.language)}"><input type="hidden" name="token" value="${token}">
<button class="danger" name="do" value="cancel">${page.cancelYes}</button>
<a class="button plain" href="${inLanguage(path, frame.language)}">${page.cancelNo}</a></form>`,
    frame,
  );
}
