import type { Audience, ItemId, LessonId, OptionId } from './course.ts';
import { readSetCode, type SetBeyondLesson, setCode } from './question-set.ts';
import {
  type LifeAnswer,
  type LifeObstacle,
  lifeAnswers,
  lifeObstacles,
  type TaskAnswer,
} from './session.ts';
import { isTopic, type Topic } from './topics.ts';

/** Things a tap may mean that need no further detail. */
export const plainTaps = [
  'start',
  'learn',
  'resume',
  'menu',
  'modules',
  'progress',
  'help',
  'helper',
  'alone',
  'suspicious',
  'lost-money',
  'language',
  'reminders',
  'reminders-on',
  'reminders-off',
  'data',
  'new-code',
  'change-address',
  'change-audience',
  'change-commune',
  'forget',
  'forget-yes',
  'consent-yes',
  'consent-no',
  'guardian-yes',
  'guardian-no',
  'under16-yes',
  'under16-no',
  'skip-audience',
  'skip-commune',
  'skip-village',
  'more-addresses',
  'done',
  'console',
  'console-leave',
  'office',
  'unmute',
  'scam-money',
  'scam-code',
  'scam-link',
  'scam-none',
  'data-file',
  'certificates',
  'practise',
  'practise-describe',
  'round-1',
  'round-2',
] as const;
export type PlainTap = (typeof plainTaps)[number];

/**
 * What a button means. It is written into the button's id, so an old tap says for itself which learner,
 * question and attempt it belonged to, whatever has happened since.
 */
export type Tap =
  | { kind: 'plain'; tap: PlainTap }
  | { kind: 'next_card'; learner: number; lesson: LessonId; card: number }
  | { kind: 'task'; learner: number; lesson: LessonId; answer: TaskAnswer }
  | { kind: 'answer'; learner: number; attempt: number; sequence: number; item: ItemId; option: OptionId }
  | { kind: 'next_question'; learner: number; attempt: number; sequence: number }
  | { kind: 'slip'; learner: number; attempt: number; sequence: number }
  /** After a wrong answer: the question once more, and one option of it after so many tries. */
  | { kind: 'try_again'; learner: number; attempt: number; sequence: number }
  | { kind: 'retry'; learner: number; attempt: number; sequence: number; tried: number; option: OptionId }
  | { kind: 'lesson'; lesson: LessonId }
  /** Opens a set of questions of several lessons. */
  | { kind: 'set'; set: SetBeyondLesson }
  | { kind: 'module'; module: number }
  | { kind: 'address'; address: string }
  | { kind: 'audience'; audience: Audience }
  | { kind: 'unit'; unit: string }
  | { kind: 'language'; language: 'vi' | 'en' }
  /** Shows one card, wherever the learner is. */
  | { kind: 'look'; lesson: LessonId; card: number }
  | { kind: 'life'; learner: number; lesson: LessonId; answer: LifeAnswer }
  | { kind: 'obstacle'; learner: number; lesson: LessonId; obstacle: LifeObstacle }
  /** Stops one topic of what officials send. */
  | { kind: 'mute'; topic: Topic }
  /** A button of the office of officials' messages: at most 54 letters, read there and not here. */
  | { kind: 'office'; deed: string }
  /** Opens a practise screen. */
  | { kind: 'practise'; screen: string }
  /** A place of a practise screen, as it was shown then. */
  | { kind: 'press'; screen: string; openedAt: number; place: number }
  /** What a message of the round begun then is taken for: `l` a scam, `t` real. */
  | { kind: 'round_answer'; openedAt: number; number: number; answer: 'l' | 't' };

const taskLetters = { d: 'done', l: 'later', c: 'cannot' } as const;
const addressLetters = {
  bac: 'bác',
  anh: 'anh',
  chi: 'chị',
  co: 'cô',
  chu: 'chú',
  ong: 'ông',
  ba: 'bà',
  em: 'em',
  ban: 'bạn',
} as const;

const letterOf = <T extends Record<string, string>>(table: T, value: string): string =>
  Object.entries(table).find(([, meaning]) => meaning === value)?.[0] ?? '';

/** The button's id: parts joined by `~`, at most 56 characters. */
export function writeTap(tap: Tap): string {
  switch (tap.kind) {
    case 'plain':
      return tap.tap;
    case 'try_again':
      return ['e', tap.learner, tap.attempt, tap.sequence].join('~');
    case 'retry':
      return ['y', tap.learner, tap.attempt, tap.sequence, tap.tried, tap.option].join('~');
    case 'look':
      return ['k', tap.lesson, tap.card].join('~');
    case 'next_card':
      return ['n', tap.learner, tap.lesson, tap.card].join('~');
    case 'task':
      return ['t', tap.learner, tap.lesson, letterOf(taskLetters, tap.answer)].join('~');
    case 'answer':
      return ['a', tap.learner, tap.attempt, tap.sequence, tap.item, tap.option].join('~');
    case 'next_question':
      return ['q', tap.learner, tap.attempt, tap.sequence].join('~');
    case 'slip':
      return ['s', tap.learner, tap.attempt, tap.sequence].join('~');
    case 'lesson':
      return ['l', tap.lesson].join('~');
    case 'set':
      return ['b', setCode(tap.set)].join('~');
    case 'module':
      return ['m', tap.module].join('~');
    case 'address':
      return ['f', letterOf(addressLetters, tap.address)].join('~');
    case 'audience':
      return ['w', tap.audience].join('~');
    case 'unit':
      return ['u', tap.unit].join('~');
    case 'language':
      return ['g', tap.language].join('~');
    case 'life':
      return ['i', tap.learner, tap.lesson, lifeAnswers.indexOf(tap.answer)].join('~');
    case 'obstacle':
      return ['j', tap.learner, tap.lesson, lifeObstacles.indexOf(tap.obstacle)].join('~');
    case 'mute':
      return ['x', tap.topic].join('~');
    case 'office':
      return ['o', tap.deed].join('~');
    case 'practise':
      return ['v', tap.screen].join('~');
    case 'press':
      return ['p', tap.screen, tap.openedAt, tap.place].join('~');
    case 'round_answer':
      return ['h', tap.openedAt, tap.number, tap.answer].join('~');
  }
}

const isPlain = (id: string): id is PlainTap => (plainTaps as readonly string[]).includes(id);

/** Reads what `writeTap` wrote. @returns undefined for anything else: forged, cut, or from an older bot */
export function readTap(id: string): Tap | undefined {
  if (isPlain(id)) return { kind: 'plain', tap: id };
  const [kind, ...parts] = id.split('~');
  const [first, second, third, fourth, fifth] = parts;
  const count = parts.length;
  const whole = (text: string | undefined): number | undefined =>
    text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  const seconds = (text: string | undefined): number | undefined =>
    text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
  const learner = whole(first);
  switch (kind) {
    case 'n': {
      const card = whole(third);
      if (count !== 3 || learner === undefined || second === undefined || card === undefined)
        return undefined;
      return { kind: 'next_card', learner, lesson: second, card };
    }
    case 't': {
      const answer = taskLetters[third as keyof typeof taskLetters];
      if (count !== 3 || learner === undefined || second === undefined || answer === undefined)
        return undefined;
      return { kind: 'task', learner, lesson: second, answer };
    }
    case 'a': {
      const attempt = whole(second);
      const sequence = whole(third);
      if (count !== 5 || learner === undefined || attempt === undefined || sequence === undefined)
        return undefined;
      if (!fourth || !fifth) return undefined;
      return { kind: 'answer', learner, attempt, sequence, item: fourth, option: fifth };
    }
    case 'y': {
      const [attempt, sequence, tried] = [whole(second), whole(third), whole(fourth)];
      if (count !== 5 || learner === undefined || attempt === undefined || sequence === undefined)
        return undefined;
      return tried === undefined || !fifth
        ? undefined
        : { kind: 'retry', learner, attempt, sequence, tried, option: fifth };
    }
    case 'q':
    case 'e':
    case 's': {
      const attempt = whole(second);
      const sequence = whole(third);
      if (count !== 3 || learner === undefined || attempt === undefined || sequence === undefined)
        return undefined;
      const meaning = { q: 'next_question', e: 'try_again', s: 'slip' } as const;
      return { kind: meaning[kind], learner, attempt, sequence };
    }
    case 'k': {
      const card = whole(second);
      return count === 2 && first && card !== undefined ? { kind: 'look', lesson: first, card } : undefined;
    }
    case 'l':
      return count === 1 && first ? { kind: 'lesson', lesson: first } : undefined;
    case 'b': {
      const set = first === undefined ? undefined : readSetCode(first);
      return count === 1 && set !== undefined ? { kind: 'set', set } : undefined;
    }
    case 'm':
      return count === 1 && learner !== undefined ? { kind: 'module', module: learner } : undefined;
    case 'f': {
      const address = addressLetters[first as keyof typeof addressLetters];
      return count === 1 && address !== undefined ? { kind: 'address', address } : undefined;
    }
    case 'w':
      if (count !== 1) return undefined;
      return first === 'citizen' || first === 'worker' || first === 'official' || first === 'student'
        ? { kind: 'audience', audience: first }
        : undefined;
    case 'u':
      return count === 1 && first ? { kind: 'unit', unit: first } : undefined;
    case 'g':
      return count === 1 && (first === 'vi' || first === 'en')
        ? { kind: 'language', language: first }
        : undefined;
    case 'i':
    case 'j': {
      const place = whole(third);
      if (count !== 3 || learner === undefined || !second || place === undefined) return undefined;
      const [answer, obstacle] = [lifeAnswers[place], lifeObstacles[place]];
      if (kind === 'i')
        return answer === undefined ? undefined : { kind: 'life', learner, lesson: second, answer };
      return obstacle === undefined ? undefined : { kind: 'obstacle', learner, lesson: second, obstacle };
    }
    case 'x':
      return count === 1 && first && isTopic(first) ? { kind: 'mute', topic: first } : undefined;
    case 'o': {
      const deed = parts.join('~');
      return /^[A-Za-z0-9._~-]{1,54}$/.test(deed) ? { kind: 'office', deed } : undefined;
    }
    case 'v':
      return count === 1 && first ? { kind: 'practise', screen: first } : undefined;
    case 'p': {
      const [openedAt, place] = [seconds(second), whole(third)];
      return count === 3 && first && openedAt !== undefined && place !== undefined
        ? { kind: 'press', screen: first, openedAt, place }
        : undefined;
    }
    case 'h': {
      const [openedAt, number] = [seconds(first), whole(second)];
      return count === 3 && openedAt !== undefined && number !== undefined && (third === 'l' || third === 't')
        ? { kind: 'round_answer', openedAt, number, answer: third }
        : undefined;
    }
    default:
      return undefined;
  }
}
