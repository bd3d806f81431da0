import type { Broadcast } from '../broadcast/broadcast.ts';
import type { Progress } from '../broadcast/states.ts';
import type { Instant } from '../core/time.ts';
import type { Standing } from './office.ts';
import { numberIn, type Reading, sentence } from './outlook-words.ts';
import { timeInWords } from './plain-time.ts';
import { startInWords } from './start-words.ts';
import type { ChatWords } from './words/chat-vi.ts';

/** How a broadcast is called in a list: its heading, or its first words. */
export function titleOf({ texts }: Pick<Broadcast, 'texts'>, words: ChatWords): string {
  const { heading, text } = texts.vi;
  const said = (heading ?? text).replace(/\s+/g, ' ').trim();
  if (said === '') return words.untitled;
  const all = said.split(' ');
  return all.length <= titleWords ? said : `${all.slice(0, titleWords).join(' ')}…`;
}
const titleWords = 6;

/** How it stands, one line a thought. `nameOf` gives somebody's name, '' where there is none. */
export function standingInWords(
  { broadcast, progress, restsUntil, expectedAt, asked, reaction }: Standing,
  reading: Reading & { nameOf(person: string): string },
): string[] {
  const { words, language, now, nameOf } = reading;
  const at = (moment: Instant): string => timeInWords(moment, now, words);
  const called = (person: string): string => nameOf(person) || words.noName;
  const { state } = broadcast;
  const figures = progressInWords(progress, reading);
  switch (state.kind) {
    case 'draft':
      return [];
    case 'waiting_for_approval':
      return [words.waitingSince(at(state.askedAt)), ...askedInWords(asked, words)];
    case 'scheduled':
      return [startInWords(broadcast, reading)];
    case 'planning':
      return [words.planning, ...(restsUntil === undefined ? [] : [words.rests(at(restsUntil))])];
    case 'running':
      return [
        ...(figures.length === 0 ? [words.planning] : figures),
        ...(restsUntil === undefined ? [] : [words.rests(at(restsUntil))]),
        ...(expectedAt === undefined ? [] : [words.expected(at(expectedAt))]),
      ];
    case 'paused':
      return [words.pausedBy(called(state.by), at(state.at)), ...figures];
    case 'done':
      return [
        words.doneAt(at(state.at)),
        ...figures,
        ...(reaction === undefined
          ? []
          : [
              words.reaction(
                numberIn(language, reaction.written.reacted),
                numberIn(language, reaction.written.n),
              ),
            ]),
      ];
    case 'cancelled':
      return [words.cancelledBy(called(state.by), at(state.at)), ...figures];
    case 'stopped':
      return [words.stopped[state.reason], ...figures];
  }
}

function askedInWords(asked: Standing['asked'], words: ChatWords): string[] {
  if (asked.length === 0) return [words.nobodyAsked];
  const names = (hasChat: boolean): string =>
    asked
      .filter((it) => it.hasChat === hasChat)
      .map(({ name }) => name || words.noName)
      .join(', ');
  const [inChat, without] = [names(true), names(false)];
  return [
    ...(inChat === '' ? [] : [words.askedInChat(inChat)]),
    ...(without === '' ? [] : [words.askedWithoutChat(without)]),
  ];
}

/** Of how many are sent to, who waits, and who is not sent to and why. Nothing before anybody was counted. */
export function progressInWords(progress: Progress, { words, language }: Reading): string[] {
  const { recipients, waiting, atNextVisit, sending, sent, skipped } = progress;
  if (recipients === 0) return [];
  const number = (value: number): string => numberIn(language, value);
  const left = waiting + sending;
  const some = (value: number, say: (count: string) => string): string[] =>
    value > 0 ? [say(number(value))] : [];
  const notSent = [
    ...some(progress.unreachable, words.unreachable),
    ...some(progress.unknown, words.unknown),
    ...some(progress.failed, words.failed),
    ...some(skipped.overBudget, words.overBudget),
    ...some(skipped.optedOut, words.optedOut),
    ...some(skipped.holdout, words.holdout),
    ...some(skipped.erased, words.erased),
  ];
  return [
    words.sent(number(sent), number(recipients)),
    ...(left === 0 ? [] : [waitingInWords(left, atNextVisit, number, words)]),
    ...(notSent.length === 0 ? [] : [sentence(notSent.join(' · '))]),
  ];
}

function waitingInWords(
  left: number,
  atNextVisit: number,
  number: (value: number) => string,
  words: ChatWords,
): string {
  if (atNextVisit === 0) return words.waiting(number(left));
  return atNextVisit === left
    ? words.waitingLater(number(left))
    : words.waitingSome(number(left), number(atNextVisit));
}
