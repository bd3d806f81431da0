import { html } from 'hono/html';
import { shortName } from '../access/desk.ts';
import type { OneTimeLink } from '../access/one-time-link.ts';
import { isIn, type Person } from '../access/person.ts';
import { parseChatKey } from '../core/chat.ts';
import type { Course, Unit } from '../core/course.ts';
import { staffRoles } from '../core/staff.ts';
import { type Frame, inLanguage, type Markup, pageOf, written } from './layout.ts';

const channelOf = ({ chat }: Person): string | undefined =>
  chat === undefined ? undefined : parseChatKey(chat)?.channel;

/** Everybody in the visitor's unit, and the invitations that wait. */
export function peoplePage(
  people: Person[],
  waiting: OneTimeLink[],
  { course, token }: { course: Course; token: string },
  frame: Frame,
): Markup {
  const { words, language } = frame;
  const text = words.people;
  const { columns } = text;
  const show = written(language);
  const to = (path: string): string => inLanguage(path, language);
  const unitName = (id: string): string => course.units.get(id)?.fullName ?? id;
  const cell = (label: string, value: string | Markup): Markup =>
    html`<td data-label="${label}"><span>${value}</span></td>`;
  const row = (person: Person): Markup => {
    const channel = channelOf(person);
    const name = person.name === '' ? text.noName : person.name;
    return html`<tr><th scope="row"><a href="${to(`/admin/people/${person.id}`)}">${name}</a></th>
${cell(columns.role, words.roles[person.role])}${cell(columns.unit, unitName(person.unit))}
${cell(columns.chat, channel === undefined ? text.noChat : (words.channels[channel] ?? channel))}
${cell(columns.since, person.revokedAt === undefined ? show.day(person.joinedAt) : text.revokedOn(show.day(person.revokedAt)))}</tr>`;
  };
  const table = (caption: string, rows: Person[]): Markup => html`<table><caption>${caption}</caption>
<thead><tr><th scope="col">${columns.name}</th><th scope="col">${columns.role}</th><th scope="col">${columns.unit}</th><th scope="col">${columns.chat}</th><th scope="col">${columns.since}</th></tr></thead>
<tbody>${rows.map(row)}</tbody></table>`;
  const [inside, outside] = [people.filter(isIn), people.filter((person) => !isIn(person))];
  const invitations = waiting.map((link) => {
    const name = link.name === '' ? text.noName : link.name;
    return html`<li><div><strong>${name}</strong>, ${words.roles[link.role]}, ${unitName(link.unit)}
<small>${text.until(show.minute(link.expiresAt))}</small></div>
<form method="post" action="${to(`/admin/people/invitations/${shortName(link.hash)}/withdraw`)}"><input type="hidden" name="token" value="${token}">
<button class="plain" aria-label="${text.withdrawOf(name)}">${text.withdraw}</button></form></li>`;
  });
  return pageOf(
    text.title,
    html`<p><a class="button primary" href="${to('/admin/people/invite')}">${text.invite}</a></p>
${table(text.inTitle(show.number(inside.length)), inside)}
<section><h2>${text.waitingTitle(show.number(waiting.length))}</h2>
${waiting.length === 0 ? html`<p class="quiet">${text.nobodyWaits}</p>` : html`<ul class="waiting">${invitations}</ul>`}</section>
${outside.length === 0 ? '' : table(text.outTitle, outside)}`,
    frame,
  );
}

/** @param units in which the visitor may let people in */
export function invitePage(units: Unit[], token: string, frame: Frame): Markup {
  const { words, language } = frame;
  const { inviteForm } = words;
  // The one that may do everything is not the one that is chosen by not choosing.
  const [admin, ...others] = staffRoles;
  const roles = [...others, admin].map(
    (
      role,
      place,
    ) => html`<label class="choice"><input type="radio" name="role" value="${role}"${place === 0 ? html` checked` : ''}>
<span>${words.roles[role]} <small>${words.roleHints[role]}</small></span></label>`,
  );
  const options = units.map((unit) => html`<option value="${unit.id}">${unit.fullName}</option>`);
  return pageOf(
    inviteForm.title,
    html`<p>${inviteForm.text}</p>
<form class="fields" method="post" action="${inLanguage('/admin/people/invite', language)}">
<input type="hidden" name="token" value="${token}">
<div><label for="name">${inviteForm.name}</label><p class="hint" id="name-hint">${inviteForm.nameHint}</p>
<input id="name" name="name" maxlength="80" required autocomplete="off" aria-describedby="name-hint"></div>
<fieldset><legend>${inviteForm.role}</legend>${roles}</fieldset>
<div><label for="unit">${inviteForm.unit}</label><select id="unit" name="unit">${options}</select></div>
<button class="primary">${inviteForm.make}</button>
</form>`,
    frame,
  );
}

/** One person, and what an admin may do about them. */
export function personPage(
  person: Person,
  { course, token, isSelf }: { course: Course; token: string; isSelf: boolean },
  frame: Frame,
): Markup {
  const { words, language } = frame;
  const text = words.person;
  const show = written(language);
  const to = (path: string): string => inLanguage(path, language);
  const channel = channelOf(person);
  const hidden = html`<input type="hidden" name="token" value="${token}">`;
  const path = `/admin/people/${person.id}`;
  const { revokedAt } = person;
  const acts =
    revokedAt === undefined
      ? html`<section><h2>${text.signOutTitle}</h2><p class="quiet">${text.signOutHint}</p>
<form method="post" action="${to(`${path}/sign-out`)}">${hidden}<button class="plain">${text.signOut}</button></form></section>
<section><h2>${text.revokeTitle}</h2>${
          isSelf
            ? html`<p class="quiet">${text.notYourself}</p>`
            : html`<p class="quiet">${text.revokeHint}</p>
<form method="post" action="${to(`${path}/revoke`)}">${hidden}<button class="danger">${text.revoke}</button></form>`
        }</section>`
      : html`<p class="careful">${text.isRevoked(show.moment(revokedAt))}</p>`;
  return pageOf(
    person.name === '' ? words.people.noName : person.name,
    html`<dl class="facts">
<div><dt>${text.role}</dt><dd>${words.roles[person.role]}</dd></div>
<div><dt>${text.unit}</dt><dd>${course.units.get(person.unit)?.fullName ?? person.unit}</dd></div>
<div><dt>${text.chat}</dt><dd>${channel === undefined ? words.people.noChat : (words.channels[channel] ?? channel)}</dd></div>
<div><dt>${text.since}</dt><dd>${show.day(person.joinedAt)}</dd></div></dl>
${acts}
<p><a class="way" href="${to('/admin/people')}">${text.back}</a></p>`,
    frame,
  );
}
