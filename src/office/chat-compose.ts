import type { Broadcast } from '../broadcast/broadcast.ts';
import type { Message } from '../core/message.ts';
import { wholeText } from '../core/message.ts';
import { topics } from '../core/topics.ts';
import { chatAudiences, deedButton } from './chat-deed.ts';
import type { Turn } from './in-chat.ts';
import type { Beginning, Outlook, TextProblem } from './office.ts';
import { kindsInWords, numberIn, outlookInWords, type Reading } from './outlook-words.ts';
import { wishOf } from './wish.ts';
import type { ChatWords } from './words/chat-vi.ts';

const beginningsAPage = 4;

/** Ready messages and last month's, a few at a time, and one's own words. */
export function beginMessage(all: Beginning[], page: number, words: ChatWords): Message {
  const pages = Math.max(1, Math.ceil(all.length / beginningsAPage));
  const here = (page % pages) * beginningsAPage;
  return {
    heading: words.beginHeading,
    text: all.length === 0 ? words.beginNone : words.begin,
    choices: [
      ...all
        .slice(here, here + beginningsAPage)
        .map(({ id, title }) => deedButton({ kind: 'ready', beginning: id }, title)),
      ...(pages > 1 ? [deedButton({ kind: 'begin', page: (page % pages) + 1 }, words.nextPage)] : []),
      deedButton({ kind: 'own' }, words.own),
      deedButton({ kind: 'list' }, words.toList),
    ],
  };
}

const mostProblems = 4;

/** What the linter found. `next` is where it goes on when the text is left so; undefined where it may not be. */
export function problemsMessage(
  id: string,
  problems: TextProblem[],
  { turn: { words, language }, next }: { turn: Turn; next: 'topics' | 'preview' | undefined },
): Message {
  const isRefused = problems.some(({ weight }) => weight === 'refused');
  const isDoubtful = problems.some(({ weight }) => weight === 'doubt');
  const weights: TextProblem['weight'][] = ['refused', 'doubt', 'advice'];
  const gravest = [...problems].sort(
    (one, other) => weights.indexOf(one.weight) - weights.indexOf(other.weight),
  );
  const left = problems.length - mostProblems;
  const mayStay = next !== undefined && !isRefused;
  return {
    heading: isRefused ? words.problemsRefusedHeading : words.problemsHeading,
    text: [
      ...gravest
        .slice(0, mostProblems)
        .map(({ words: found, why, hint }) =>
          found === '' ? words.problemWhole(why, hint) : words.problem(found, why, hint),
        ),
      ...(left > 0 ? [words.moreProblems(numberIn(language, left))] : []),
      ...(mayStay && isDoubtful ? [words.doubtful] : []),
    ].join('\n'),
    choices: [
      deedButton({ kind: 'text', id }, words.changeText),
      ...(mayStay ? [deedButton({ kind: next, id }, words.leaveText)] : []),
      deedButton({ kind: 'drop', id }, words.drop),
    ],
  };
}

export const topicMessage = (id: string, words: ChatWords): Message => ({
  heading: words.topicHeading,
  text: words.topic,
  choices: topics.map((topic) => deedButton({ kind: 'about', id, topic }, words.topics[topic])),
});

export function audienceMessage(
  { id, unit, audience }: Broadcast,
  { words, course, language }: Reading,
): Message {
  const place = course.units.get(unit)?.fullName ?? unit;
  const kinds = kindsInWords(audience, language);
  return {
    heading: words.audienceHeading,
    text: kinds === undefined ? words.audience(place) : words.audienceOnly(place, kinds),
    choices: chatAudiences.map((whom) => deedButton({ kind: 'for', id, whom }, words.audiences[whom])),
  };
}

/** The message as citizens read it, whom it reaches and when. */
export function previewMessage(
  draft: Broadcast,
  outlook: Outlook,
  reading: Reading,
  isTrial: boolean,
): Message {
  const { words } = reading;
  const { id, revision } = draft;
  const seen = { id, revision };
  const isRefused = outlook.problems.some(({ weight }) => weight === 'refused');
  const read = outlook.previews[0]?.message ?? { ...draft.texts.vi, choices: [] };
  const mayGo = !isRefused && outlook.audience.total > 0;
  return {
    heading: words.previewHeading,
    text: [
      `${words.reads}\n${quoted(read)}`,
      [...outlookInWords(outlook, wishOf(draft), reading), ...(isTrial ? [words.trial] : [])].join('\n'),
    ].join('\n\n'),
    choices: [
      ...(mayGo
        ? [
            deedButton(
              { kind: 'send', seen },
              outlook.needsSecond === undefined ? words.send : words.sendForApproval,
            ),
            deedButton({ kind: 'try', seen }, words.tryOnMe),
          ]
        : [deedButton({ kind: 'audience', id }, words.audienceHeading)]),
      deedButton({ kind: 'text', id }, words.changeText),
      deedButton({ kind: 'drop', id }, words.drop),
    ],
  };
}

/** Set apart from what is said about it; its buttons as words in brackets. */
export const quoted = (message: Message): string =>
  [
    ...wholeText(message).split('\n'),
    ...(message.choices.length === 0 ? [] : [message.choices.map(({ label }) => `[${label}]`).join(' ')]),
  ]
    .map((line) => `│ ${line}`.trimEnd())
    .join('\n');
