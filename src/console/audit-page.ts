import { html } from 'hono/html';
import type { AuditEntry } from '../access/deed.ts';
import type { Person } from '../access/person.ts';
import { staffRoles } from '../core/staff.ts';
import { officeDeeds } from '../office/counter.ts';
import { figureDeeds } from './figures/figure-deeds.ts';
import { figureWords } from './figures/show.ts';
import { type Frame, inLanguage, type Markup, pageOf, written } from './layout.ts';
import { deskShow } from './lessons/desk-show.ts';

/** One page of the log. @param older the number below which the next page begins */
export function auditPage(
  entries: AuditEntry[],
  people: ReadonlyMap<string, Person>,
  { older, isNewest }: { older: number | undefined; isNewest: boolean },
  frame: Frame,
): Markup {
  const { words, language } = frame;
  const text = words.audit;
  const { columns } = text;
  const show = written(language);
  const nameOf = (id: string): string => {
    if (id === 'terminal') return text.terminal;
    if (id === 'start') return text.start;
    const person = people.get(id);
    return person === undefined ? id : person.name === '' ? words.people.noName : person.name;
  };
  /** A note may begin with a role. */
  const noteIn = (note: string): string => {
    const [first = '', ...rest] = note.split(', ');
    const role = staffRoles.find((known) => known === first);
    return role === undefined ? note : [words.roles[role], ...rest].join(', ');
  };
  /** `submit, 60, reason`, as the office writes it. */
  const broadcastNoteIn = (note: string): string => {
    const [first = '', ...rest] = note.split(', ');
    const did = officeDeeds.find((known) => known === first);
    if (did === undefined) return note;
    const [people = '', ...reason] = rest;
    const isCount = /^\d+$/.test(people);
    const parts = isCount ? [text.forPeople(show.number(Number(people))), ...reason] : rest;
    return [text.broadcastDeeds[did], ...parts].join(', ');
  };
  const figuresNoteIn = (note: string): string => {
    const [first = '', ...rest] = note.split(', ');
    const did = figureDeeds.find((known) => known === first);
    return [did === undefined ? first : figureWords[language].deeds[did], ...rest].join(', ');
  };
  /** `rolled_back, 2`, as the lesson desk writes it. */
  const lessonNoteIn = (note: string): string => {
    const [first = '', ...rest] = note.split(', ');
    return [deskShow({ language }).words.deeds[first] ?? first, ...rest].join(', ');
  };
  const inWords = ({ did, note }: AuditEntry): string => {
    if (did === 'broadcast') return broadcastNoteIn(note);
    if (did === 'lesson') return lessonNoteIn(note);
    return did === 'figures' ? figuresNoteIn(note) : noteIn(note);
  };
  const cell = (label: string, value: string): Markup =>
    html`<td data-label="${label}"><span>${value}</span></td>`;
  const rows = entries.map((entry) => {
    const note = inWords(entry);
    // An invitation is known by whom it is for, not by the letters that name it.
    const isNamedByNote =
      entry.to === entry.by || entry.did === 'invited' || entry.did === 'withdrew_invitation';
    const about = isNamedByNote ? note : [nameOf(entry.to), note].filter((part) => part !== '').join(': ');
    const [who, from] = [nameOf(entry.by), words.channels[entry.from] ?? entry.from];
    return html`<tr><th scope="row"><small>${entry.number}</small> ${show.moment(entry.at)}</th>
${cell(columns.who, who)}${cell(columns.did, text.deeds[entry.did])}${cell(columns.about, about)}${cell(columns.from, from)}</tr>`;
  });
  const ways = [
    ...(isNewest ? [] : [{ href: '/admin/audit', label: text.newer }]),
    ...(older === undefined ? [] : [{ href: `/admin/audit?before=${older}`, label: text.older }]),
  ].map(({ href, label }) => html`<a class="way" href="${inLanguage(href, language)}">${label}</a>`);
  return pageOf(
    text.title,
    html`<p>${text.text}</p>
${
  entries.length === 0
    ? html`<p class="quiet">${text.empty}</p>`
    : html`<table class="log"><thead><tr><th scope="col">${columns.time}</th><th scope="col">${columns.who}</th><th scope="col">${columns.did}</th><th scope="col">${columns.about}</th><th scope="col">${columns.from}</th></tr></thead>
<tbody>${rows}</tbody></table>`
}
<p class="row">${ways}</p>`,
    frame,
  );
}
