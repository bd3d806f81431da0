import { html } from 'hono/html';
import type { Outlook, Refused, Seen, TextProblem, Wish } from '../../office/office.ts';
import type { Markup } from '../layout.ts';
import { findingsPart } from './findings-part.ts';
import { outlookPart, sendPart } from './outlook-part.ts';
import type { Show } from './show.ts';
import type { FieldMistake, Fields } from './wish-form.ts';

/** A broadcast in the middle of being written, as its form shows it. */
export type Composing = {
  fields: Fields;
  wish: Wish;
  /** The draft that is changed; undefined while nothing was kept. */
  draft: Seen | undefined;
  outlook: Outlook | undefined;
  /** Why nothing can be foretold: the office says no, or for whom it is could not be read. */
  unseen: Extract<Refused, { kind: 'refused' }> | undefined;
  unread: FieldMistake | undefined;
  /** Of the last try to keep, to try or to send. */
  mistakes: FieldMistake[];
  refused: Extract<Refused, { kind: 'refused' }> | undefined;
  notice: string | undefined;
};

/** The parts of the page that change as somebody writes, as the script asks for them. */
export const changingParts = (composing: Composing, show: Show): Markup =>
  html`<div data-part="findings">${findingsOf(composing, show)}</div><div data-part="outlook">${outlookOf(composing, show)}</div><div data-part="send">${sendOf(composing, show)}</div>`;

export const sendOf = ({ outlook }: Composing, show: Show): Markup =>
  outlook === undefined ? html`` : sendPart(outlook, show);

export function findingsOf({ wish, outlook, unseen, refused }: Composing, show: Show): Markup {
  const problems: TextProblem[] = outlook?.problems ?? unseen?.problems ?? refused?.problems ?? [];
  return outlook === undefined && problems.length === 0 ? html`` : findingsPart(wish.texts, problems, show);
}

export function outlookOf({ wish, outlook, unseen, unread }: Composing, show: Show): Markup {
  if (unread !== undefined) return html`<p class="careful" role="status">${mistakeWords(unread, show)}</p>`;
  if (outlook !== undefined) return outlookPart(outlook, show);
  if (wish.texts.vi.text === '') return html`<p class="quiet">${show.words.outlook.writeFirst}</p>`;
  return unseen === undefined ? html`` : html`<p class="careful">${show.words.refusals[unseen.why]}</p>`;
}

/** What is wrong with a field; a name that is not known comes first, several to choose from come last. */
export function mistakeWords({ why, names }: FieldMistake, { words }: Show): string {
  const said = words.mistakes[why];
  if (names === undefined) return said;
  return why === 'place_several' ? `${said} ${names.join('; ')}.` : `“${names.join('; ')}”: ${said}`;
}
