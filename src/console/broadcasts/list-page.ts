import { html } from 'hono/html';
import type { Person } from '../../access/person.ts';
import type { Broadcast, BroadcastState } from '../../broadcast/broadcast.ts';
import type { Standing } from '../../office/office.ts';
import { type Frame, inLanguage, type Markup, pageOf } from '../layout.ts';
import { bar, sentShare, skippedOf } from './progress-bar.ts';
import { type Show, titleOf } from './show.ts';

type Listed = {
  broadcasts: Broadcast[];
  /** Of those that run. */
  standings: ReadonlyMap<string, Standing>;
  person: Person;
  mayWrite: boolean;
  mayApprove(unit: string): boolean;
  isWhole: boolean;
};

/** Of those that are over, as many are shown at once. */
const overShown = 20;

/** All broadcasts of the visitor's unit, what needs somebody first. */
export function listPage(listed: Listed, show: Show, frame: Frame): Markup {
  const { words, number } = show;
  const { list } = words;
  const to = (path: string): string => inLanguage(path, frame.language);
  const of = (...kinds: BroadcastState['kind'][]): Broadcast[] =>
    listed.broadcasts.filter(({ state }) => kinds.includes(state.kind));
  const section = (title: string, id: string, found: Broadcast[], whenNone?: string): Markup | '' => {
    if (found.length === 0 && whenNone === undefined) return '';
    const items = found.map((broadcast) => entry(broadcast));
    return html`<section id="${id}"><h2>${title} (${number(found.length)})</h2>${
      found.length === 0 ? html`<p class="quiet">${whenNone}</p>` : html`<ul class="broadcasts">${items}</ul>`
    }</section>`;
  };
  const over = of('done', 'cancelled', 'stopped');
  const shownOver = listed.isWhole ? over : over.slice(0, overShown);
  const isEmpty = listed.broadcasts.length === 0;
  return pageOf(
    words.title,
    html`${listed.mayWrite ? html`<p><a class="button primary" href="${to('/admin/broadcasts/new')}">${words.write}</a></p>` : ''}
${isEmpty ? html`<p class="quiet">${list.nothing}</p>` : ''}
${section(list.running, 'running', of('planning', 'running', 'paused'))}
${section(list.waiting, 'waiting', of('waiting_for_approval'), isEmpty ? undefined : list.nobodyWaits)}
${section(list.scheduled, 'scheduled', of('scheduled'))}
${section(list.drafts, 'drafts', of('draft'))}
${section(list.over, 'over', shownOver)}
${shownOver.length < over.length ? html`<p><a class="way" href="${to('/admin/broadcasts?all=1#over')}">${list.more(number(over.length))}</a></p>` : ''}
<p><a class="way" href="${to('/admin/broadcasts/costs')}">${words.costsLink}</a></p>`,
    frame,
  );

  function entry(broadcast: Broadcast): Markup {
    const { state } = broadcast;
    const standing = listed.standings.get(broadcast.id);
    const isRunning = state.kind === 'running' || state.kind === 'paused' || state.kind === 'planning';
    const badge = state.kind === 'stopped' || state.kind === 'paused' || state.kind === 'cancelled';
    const canDecide =
      state.kind === 'waiting_for_approval' &&
      broadcast.author !== listed.person.id &&
      listed.mayApprove(broadcast.unit);
    return html`<li><h3><a class="way" href="${to(pathOf(broadcast, listed.mayWrite))}">${titleOf(broadcast, frame.language)}</a>
${badge ? html`<span class="badge ${state.kind}">${words.states[state.kind]}</span>` : ''}${canDecide ? html`<span class="badge mine">${list.forYou}</span>` : ''}</h3>
<p class="quiet">${[show.audience(broadcast.audience), metaOf(broadcast)].join(' · ')}</p>
${
  standing === undefined || !isRunning
    ? ''
    : html`${bar(standing.progress, show)}<p>${words.bar.label(`${Math.floor(sentShare(standing.progress) * 100)}%`, number(standing.progress.recipients - skippedOf(standing.progress)))}${
        standing.restsUntil === undefined
          ? ''
          : html`. ${words.page.next.resting(show.moment(standing.restsUntil))}`
      }</p>`
}</li>`;
  }
  function metaOf(broadcast: Broadcast): string {
    const { state, author } = broadcast;
    const name = show.person(author);
    switch (state.kind) {
      case 'waiting_for_approval':
        return author === listed.person.id ? list.yours : list.askedBy(name, show.moment(state.askedAt));
      case 'scheduled':
        return broadcast.scheduledAt === undefined ? list.soon : list.at(show.moment(broadcast.scheduledAt));
      case 'done':
        return list.doneOn(show.moment(state.at));
      case 'cancelled':
      case 'stopped':
        return show.moment(state.at);
      case 'paused':
      case 'planning':
      case 'running':
        return list.by(name);
      case 'draft':
        return `${list.by(name)} · ${list.created(show.day(broadcast.createdAt))}`;
    }
  }
}

/** A draft opens where it can be changed. */
const pathOf = ({ id, state }: Broadcast, mayWrite: boolean): string =>
  state.kind === 'draft' && mayWrite ? `/admin/broadcasts/${id}/edit` : `/admin/broadcasts/${id}`;
