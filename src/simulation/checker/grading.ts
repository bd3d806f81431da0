import type { AnswerSheet } from './answer-sheet.ts';
import type { ChatBook, Question, Recorded, Sent } from './chat-book.ts';
import type { Wrong, WrongKind } from './wrong.ts';

/** How much earlier than its question a typed answer's own time may lie. Source: design, decision 6. */
const slackMs = 2_000;

export type Graded = {
  wrong: Wrong[];
  /** Typed answers to a question that was committed and had not yet arrived: allowed, and worth knowing. */
  blind: number;
};

/**
 * Holds what was recorded of one learner against what was shown and what the learner did, when nothing more
 * is to come: every answer that had to be graded must be there.
 */
export function gradeBook(book: ChatBook, sheet: AnswerSheet, keys: ReadonlyMap<string, string>): Graded {
  const wrong: Wrong[] = [];
  let blind = 0;
  const say = (kind: WrongKind, detail: string): void => {
    wrong.push({ kind, who: book.user, detail });
  };
  const recorded = new Map<string, Recorded>();
  for (const record of book.records) {
    const place = `${record.attempt}/${record.sequence}`;
    const name = `attempt ${record.attempt}, place ${record.sequence}, ${record.item}`;
    if (recorded.has(place)) {
      say('answer doubled', name);
      continue;
    }
    recorded.set(place, record);
    const sure = sheet.get(`${record.item}@${record.itemVersion}`);
    const key = keys.get(record.item) ?? sure?.key;
    if (record.isRight !== (record.option === key)) {
      say(
        'answer mis-graded',
        `${name}: ${record.option} is ${record.isRight ? 'right' : 'wrong'} in the record, the key is ${key}`,
      );
    }
    const question = book.questions.get(place);
    if (question === undefined) {
      // An answer typed before its question arrived, and the question then lost for a known reason.
      if (typedFor(book, record) === undefined)
        say('answer counted to another question', `${name} was never shown`);
      continue;
    }
    if (record.item !== question.item || record.options.join() !== question.options.join()) {
      say(
        'answer counted to another question',
        `${name}: shown was ${question.item}, ${question.options.join()}`,
      );
      continue;
    }
    const problem = sourceProblem(book, question, record, name);
    if (problem !== undefined) wrong.push({ who: book.user, ...problem });
    if (problem === undefined && isBlind(book, question, record)) blind++;
    const shown = book.feedback.get(place);
    const piece = sure?.feedback.get(record.option);
    if (shown !== undefined && piece !== undefined && !shown.includes(piece)) {
      say(
        'answer mis-graded',
        `${name}: the chat showed the feedback of another option than ${record.option}`,
      );
    }
    // A placement goes on without a word on the answer.
    const isTold = !record.quizVersion.startsWith('placement~');
    if (shown === undefined && isTold && !book.messages.hasGaps)
      say('message lost', `${name}: its feedback was never shown`);
  }
  const isCounted = Number.isFinite(book.consentNo) && !book.hasRefused;
  if (!isCounted && book.records.length > 0)
    say('answer counted without consent', `${book.records.length} records`);
  if (isCounted) {
    for (const question of book.questions.values()) {
      if (!recorded.has(`${question.attempt}/${question.sequence}`) && mustBeGraded(book, question)) {
        say(
          'answer lost',
          `attempt ${question.attempt}, place ${question.sequence}, ${question.item} was answered and is not recorded`,
        );
      }
    }
  }
  return { wrong, blind };
}

/** Tapped while it was surely open: no other lesson was opened between its being asked and the tap. */
function mustBeGraded(book: ChatBook, question: Question): boolean {
  return question.taps.some(
    (tap) =>
      Number.isFinite(tap.ackNo) &&
      ![...book.leaves].some((leave) => leave.ackNo >= question.safeNo && leave.firstHandedNo <= tap.ackNo),
  );
}

/** Which act of the learner this grade came from, and whether that one was first. */
function sourceProblem(
  book: ChatBook,
  question: Question,
  record: Recorded,
  name: string,
): { kind: WrongKind; detail: string } | undefined {
  const source = question.taps.find((tap) => isTapOf(tap, record)) ?? typedFor(book, record);
  if (source === undefined) {
    const tapped = question.taps.flatMap(({ tap }) => (tap?.kind === 'answer' ? [tap.option] : []));
    return tapped.length > 0
      ? { kind: 'answer mis-graded', detail: `${name}: recorded ${record.option}, tapped ${tapped.join()}` }
      : {
          kind: 'answer counted to another question',
          detail: `${name}: recorded ${record.option}, nothing answered it`,
        };
  }
  const earlier = question.taps.find((tap) => tap !== source && isBefore(tap, source));
  if (earlier?.tap?.kind === 'answer' && earlier.tap.option !== record.option) {
    return {
      kind: 'answer mis-graded',
      detail: `${name}: recorded ${record.option}, but ${earlier.tap.option} was tapped first`,
    };
  }
  return undefined;
}

const isTapOf = (sent: Sent, record: Recorded): boolean =>
  sent.tap?.kind === 'answer' &&
  sent.tap.option === record.option &&
  record.at === Math.max(sent.at, record.askedAt);

/** The typed number or letter that names the recorded option among those shown, written when it may count. */
function typedFor(book: ChatBook, record: Recorded): Sent | undefined {
  const place = record.options.indexOf(record.option);
  return book.typed.find(
    ({ text = '', at }) =>
      (text === `${place + 1}` || text === 'abcdef'.charAt(place)) &&
      record.at === Math.max(at, record.askedAt) &&
      at >= record.askedAt - slackMs,
  );
}

function isBlind(book: ChatBook, question: Question, record: Recorded): boolean {
  if (question.taps.some((tap) => isTapOf(tap, record))) return false;
  const typed = typedFor(book, record);
  return typed !== undefined && typed.at < question.shownAt;
}

/** Surely handled before: acknowledged before the other was handed in, or ahead of it at the same door. */
const isBefore = (one: Sent, other: Sent): boolean =>
  one.ackNo < other.firstHandedNo ||
  (one.process === other.process &&
    one.handed === 1 &&
    other.handed === 1 &&
    Number.isFinite(one.ackNo) &&
    one.firstHandedNo < other.firstHandedNo);
