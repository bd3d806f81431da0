import type { Course, Lesson, LessonId } from '../course.ts';
import { hasMarks, withoutTypingKeys } from '../fold.ts';
import { guesses } from './guesses.ts';
import { tells } from './little-words.ts';
import { markedWordsOf, wordsOf } from './words-of.ts';

export type Found = { id: LessonId; score: number };
/** Lessons that a question in everyday words may mean, the best first; none when it is about something else. */
export type LessonSearch = (question: string) => Found[];

/** What each part of a lesson tells about it, against its outcome. */
const weights = { title: 2, learnersSay: 1.5, outcome: 1, remember: 0.7, cardTitle: 0.7, card: 0.4 } as const;
/** Two neighbouring words, since most Vietnamese words are written as two: "mật khẩu". */
const pairWeight = 1.5;
/** A word with the same marks as well. */
const markedWeight = 0.2;
/** Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009. */
const k1 = 1;
const b = 0.5;
const most = 10;

type Index = {
  /** By term, how much of it each lesson holds. */
  postings: ReadonlyMap<string, ReadonlyMap<LessonId, number>>;
  /** How long each lesson is against the mean of all. */
  lengths: ReadonlyMap<LessonId, number>;
  vocabulary: ReadonlySet<string>;
};

const opened = new WeakMap<Course, LessonSearch>();

/** The search over a course, made when it is first asked for and kept as long as the course. */
export function lessonSearchOf(course: Course): LessonSearch {
  const known = opened.get(course);
  if (known !== undefined) return known;
  const made = openLessonSearch(course);
  opened.set(course, made);
  return made;
}

/** Reads the course once; a question then takes well under a millisecond. */
export function openLessonSearch(course: Pick<Course, 'lessons' | 'otherTopics'>): LessonSearch {
  const index = indexOf(course);
  return (question) => {
    const asked = termsOf(question, index);
    const found = scored(asked, index);
    const lessons = found.filter(({ id }) => !isOther(id)).slice(0, most);
    const other = found.find(({ id }) => isOther(id));
    return isAboutOurs(lessons[0], other) ? lessons : [];
  };
}

/** Other subjects stand in the index as lessons do, and what they answer best is answered by silence. */
const otherId = (topic: string): string => `other ${topic}`;
const isOther = (id: string): boolean => id.startsWith('other ');

function indexOf({ lessons, otherTopics }: Pick<Course, 'lessons' | 'otherTopics'>): Index {
  const postings = new Map<string, Map<LessonId, number>>();
  const lengths = new Map<LessonId, number>();
  const vocabulary = new Set<string>();
  const add = (id: LessonId, term: string, weight: number): void => {
    const held = postings.get(term) ?? new Map<LessonId, number>();
    postings.set(term, held.set(id, (held.get(id) ?? 0) + weight));
  };
  const read = (id: string, text: string, weight: number): void => {
    for (const words of wordsOf(text)) {
      for (const [at, word] of words.entries()) {
        vocabulary.add(word);
        add(id, word, weight);
        const next = words[at + 1];
        if (next !== undefined) add(id, `${word} ${next}`, weight * pairWeight);
      }
      lengths.set(id, (lengths.get(id) ?? 0) + words.length * weight);
    }
    for (const word of markedWordsOf(text)) if (hasMarks(word)) add(id, `=${word}`, weight * markedWeight);
  };
  for (const [id, byLanguage] of lessons) {
    for (const lesson of Object.values(byLanguage)) {
      for (const { text, weight } of partsOf(lesson)) read(id, text, weight);
    }
  }
  for (const { id, questions } of otherTopics) {
    for (const question of questions) read(otherId(id), question, weights.learnersSay);
  }
  const mean = [...lengths.values()].reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.size);
  return { postings, lengths: new Map([...lengths].map(([id, length]) => [id, length / mean])), vocabulary };
}

function partsOf(lesson: Lesson): { text: string; weight: number }[] {
  return [
    { text: lesson.title, weight: weights.title },
    { text: lesson.outcome, weight: weights.outcome },
    { text: lesson.remember, weight: weights.remember },
    ...lesson.learnersSay.map((text) => ({ text, weight: weights.learnersSay })),
    ...lesson.cards.flatMap(({ title, text }) => [
      { text: title, weight: weights.cardTitle },
      { text, weight: weights.card },
    ]),
  ];
}

/** A term of the question and how sure it is that it was meant, 0..1. */
type Asked = Map<string, number>;

/** A word that may have been meant and how sure it is, 0..1. */
type Meaning = { word: string; weight: number };

function termsOf(question: string, { vocabulary, postings }: Index): Asked {
  const asked: Asked = new Map();
  const ask = (term: string, weight: number): void => {
    asked.set(term, Math.max(asked.get(term) ?? 0, weight));
  };
  for (const words of wordsOf(question)) {
    const meant = amongNeighbours(
      words.map((word) => meanings(word, vocabulary)),
      postings,
    );
    for (const [at, here] of meant.entries()) {
      for (const { word, weight } of here) ask(word, weight);
      for (const one of here) {
        for (const two of meant[at + 1] ?? []) ask(`${one.word} ${two.word}`, one.weight * two.weight);
      }
    }
  }
  if (hasMarks(question)) for (const word of markedWordsOf(question)) if (hasMarks(word)) ask(`=${word}`, 1);
  return asked;
}

/** Of several guesses at a word, those that some lesson has beside a neighbour; all of them where none has. */
function amongNeighbours(meant: Meaning[][], postings: Index['postings']): Meaning[][] {
  return meant.map((here, at) => {
    if (here.length < 2) return here;
    const [before, after] = [meant[at - 1] ?? [], meant[at + 1] ?? []];
    const fitting = here.filter(
      ({ word }) =>
        before.some((other) => postings.has(`${other.word} ${word}`)) ||
        after.some((other) => postings.has(`${word} ${other.word}`)),
    );
    return fitting.length > 0 ? fitting : here;
  });
}

/** A word the course knows is what it is; another may be a slip of the finger, of hearing, or of the keyboard. */
function meanings(word: string, vocabulary: ReadonlySet<string>): Meaning[] {
  if (vocabulary.has(word)) return [{ word, weight: 1 }];
  const typed = withoutTypingKeys(word);
  if (typed !== word && vocabulary.has(typed)) return [{ word: typed, weight: 0.9 }];
  const guessed = guesses(word, vocabulary);
  return guessed.length === 0
    ? [{ word, weight: 1 }]
    : guessed.map((guess) => ({ word: guess, weight: 0.6 }));
}

function scored(asked: Asked, { postings, lengths }: Index): Found[] {
  const scores = new Map<LessonId, number>();
  for (const [term, weight] of asked) {
    const held = postings.get(term);
    if (held === undefined) continue;
    const rarity = rarityOf(held.size, lengths.size) * tells(term);
    for (const [id, amount] of held) {
      const norm = k1 * (1 - b + b * (lengths.get(id) ?? 1));
      const score = (weight * rarity * amount * (k1 + 1)) / (amount + norm);
      scores.set(id, (scores.get(id) ?? 0) + score);
    }
  }
  return [...scores]
    .map(([id, score]) => ({ id, score: Math.round(score * 100) / 100 }))
    .sort((one, other) => other.score - one.score || one.id.localeCompare(other.id, 'en', { numeric: true }));
}

const rarityOf = (holders: number, lessons: number): number =>
  Math.log(1 + (lessons - holders + 0.5) / (holders + 0.5));

/** Silence is better than a wrong lesson: measured on questions about other things, see docs/search.md. */
const leastScore = 5;
const leastAgainstOther = 1.1;

const isAboutOurs = (best: Found | undefined, other: Found | undefined): best is Found =>
  best !== undefined && best.score >= Math.max(leastScore, (other?.score ?? 0) * leastAgainstOther);
