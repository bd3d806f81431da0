import { html } from 'hono/html';
import type { Language } from '../../core/course.ts';
import type { Message } from '../../core/message.ts';
import type { AudienceCount, ChannelCost, Impossible, Outlook } from '../../office/office.ts';
import type { Markup } from '../layout.ts';
import type { Show } from './show.ts';

/** What would happen: how the message looks, whom it reaches and when, what it costs, who never gets it. */
export const outlookPart = (outlook: Outlook, show: Show): Markup => html`${countPart(outlook, show)}
${previewsPart(outlook.previews, show)}
${costsPart(outlook.costs, show)}
${loudspeakerPart(outlook, show)}`;

/** What the last button would do; it stands right above it. */
export function sendPart({ audience, needsSecond, problems }: Outlook, { words, number }: Show): Markup {
  const { outlook } = words;
  const refused = problems.filter(({ weight }) => weight === 'refused').length;
  if (refused > 0) return html`<p class="careful">${outlook.mustChange(number(refused))}</p>`;
  const receiving = audience.atOnce + audience.atNextVisit;
  return html`<p><strong>${receiving === 0 ? outlook.nobody : outlook.sendingTo(number(receiving))}</strong> ${needsSecond === undefined ? outlook.noSecond : outlook.second[needsSecond]}</p>`;
}

/** Whom and when, first as one sentence, then by reason. */
export function countPart(
  { audience, forecast }: Pick<Outlook, 'audience' | 'forecast'>,
  show: Show,
): Markup {
  const { words, number, moment } = show;
  const { outlook } = words;
  const receiving = audience.atOnce + audience.atNextVisit;
  if (receiving === 0) {
    return html`<section class="count"><h3>${outlook.count}</h3><p class="careful" role="status">${outlook.nobody}</p>${reasons(audience, show)}</section>`;
  }
  const { stretches, finishedAt } = forecast;
  const rest = stretches.slice(2);
  const when = stretches
    .slice(0, 2)
    .map(({ from, until, recipients }, place) =>
      place === 0
        ? outlook.now(number(recipients), moment(until))
        : outlook.later(number(recipients), moment(from)),
    );
  const last = rest.at(-1);
  if (last !== undefined) {
    const people = rest.reduce((sum, { recipients }) => sum + recipients, 0);
    when.push(outlook.thenDaily(number(people), moment(last.until)));
  }
  const end =
    stretches.length === 0
      ? ''
      : finishedAt === undefined
        ? outlook.never
        : outlook.finished(moment(finishedAt));
  return html`<section class="count"><h3>${outlook.count}</h3>
<p class="big" role="status">${outlook.sendingTo(number(receiving))}</p>
${when.length === 0 ? '' : html`<p>${sentence(when)} ${end}</p>`}
${reasons(audience, show)}
${audience.estimate === undefined ? '' : html`<p class="quiet">${outlook.estimate(number(audience.estimate.looked), number(audience.estimate.margin))}</p>`}</section>`;
}

const sentence = (parts: string[]): string => {
  const text = parts.join(', ');
  return `${text.charAt(0).toLocaleUpperCase('vi')}${text.slice(1)}.`;
};

function reasons(audience: AudienceCount, { words, number }: Show): Markup {
  const { outlook } = words;
  const line = (n: number, label: string, isAlways = false): Markup | '' =>
    n === 0 && !isAlways ? '' : html`<li><strong>${number(n)}</strong> ${label}</li>`;
  return html`<ul class="reasons">${line(audience.atOnce, outlook.atOnce, true)}${line(audience.atNextVisit, outlook.atNextVisit)}${line(audience.unreachable, outlook.unreachable)}${line(audience.optedOut, outlook.optedOut)}${line(audience.overBudget, outlook.overBudget)}${line(audience.holdout, outlook.holdout)}</ul>`;
}

/** As each channel draws it; channels that show the same share a picture. */
export function previewsPart(previews: Outlook['previews'], show: Show): Markup {
  const { words, number, channel } = show;
  const shown = new Map<
    string,
    { language: Language; channels: string[]; message: Message; characters: number }
  >();
  for (const { channel: id, language, message, characters } of previews) {
    const key = JSON.stringify([language, message]);
    const same = shown.get(key);
    if (same === undefined) shown.set(key, { language, channels: [channel(id)], message, characters });
    else same.channels.push(channel(id));
  }
  const figures = [...shown.values()].map(
    ({
      language,
      channels,
      message,
      characters,
    }) => html`<figure class="preview" lang="${language}"><figcaption lang="${show.language}">${channels.join(', ')}${language === 'vi' ? '' : html` · ${words.languages[language]}`}
<small>${words.outlook.characters(number(characters))}</small></figcaption>${bubble(message)}</figure>`,
  );
  return figures.length === 0
    ? html``
    : html`<section><h3>${words.outlook.previews}</h3><div class="previews">${figures}</div></section>`;
}

/** A message as it stands in a chat. */
export function bubble({ heading, text, choices }: Message): Markup {
  const buttons = choices.map(({ label }) => html`<li>${label}</li>`);
  return html`<div class="bubble">${heading === undefined ? '' : html`<p><strong>${heading}</strong></p>`}<p class="lines">${text}</p></div>${
    buttons.length === 0 ? '' : html`<ul class="choices">${buttons}</ul>`
  }`;
}

/** A line a channel: how many, until when, for how much; or why it cannot be. */
function costsPart(costs: ChannelCost[], show: Show): Markup {
  const { words, number, channel, moment } = show;
  const { outlook } = words;
  if (costs.length === 0) return html``;
  const lines = costs.map(({ channel: id, recipients, finishedAt, impossible, vnd }) => {
    const isLater = finishedAt === undefined || show.isFoundLater(id);
    const end = isLater ? outlook.atNextVisit : outlook.doneBy(moment(finishedAt));
    const figures = [
      outlook.people(number(recipients)),
      ...(impossible === undefined ? [end] : []),
      outlook.vnd(number(vnd)),
    ];
    return html`<li><strong>${channel(id)}</strong>: ${figures.join(' · ')}${
      impossible === undefined
        ? ''
        : html`<br><span class="impossible">${impossibleWords(impossible, show)}</span>`
    }</li>`;
  });
  return html`<section><h3>${outlook.costs}</h3><ul class="reasons">${lines}</ul></section>`;
}

/** Why a channel cannot carry it to all of them. */
export function impossibleWords(impossible: Impossible, { words, number }: Show): string {
  const said = words.outlook.impossible;
  switch (impossible.kind) {
    case 'quota':
      return said.quota(number(impossible.most));
    case 'people':
      return said.people(number(impossible.most));
    case 'too_slow':
      return said.too_slow;
  }
}

function loudspeakerPart({ audience, loudspeaker }: Outlook, { words, number }: Show): Markup {
  if (loudspeaker === '' || audience.unreachable === 0) return html``;
  const { outlook } = words;
  return html`<section class="loudspeaker"><h3>${outlook.notReached(number(audience.unreachable))}</h3><p>${outlook.notReachedHint}</p>
<blockquote class="lines" id="loudspeaker" data-copy="${outlook.copy}" data-copied="${outlook.copied}">${loudspeaker}</blockquote></section>`;
}
