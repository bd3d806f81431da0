import { DatabaseSync } from 'node:sqlite';
import { hash32 } from '../../src/core/chance.ts';
import {
  cellCounter,
  communeCounter,
  quizCounter,
  responseCounter,
  totalCounter,
} from '../../src/core/counters.ts';
import { type Course, itemKey, languages } from '../../src/core/course.ts';
import { askedItems, quizVersion } from '../../src/core/quiz.ts';

/** Attempts drawn for each quiz, kind and month; the counters say that each happened many times. */
const drawnAttempts = 60;
const kinds = [
  { kind: 'first', share: 0.8 },
  { kind: 'later', share: 0.15 },
  { kind: 'helped', share: 0.05 },
] as const;
const months = Array.from(
  { length: 24 },
  (_, place) => `20${26 + Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}`,
);
const chance = (name: string): number => hash32(name) / 2 ** 32;

/** Counters as the core writes them, of a whole course in two languages over two years, with so many answers in them. */
export function nationCounters(course: Course, answers: number): Map<string, number> {
  const counters = new Map<string, number>();
  const count = (key: string, by: number): void => void counters.set(key, (counters.get(key) ?? 0) + by);
  const quizzes = [...course.lessons.values()].flatMap((versions) =>
    languages.flatMap((language) => {
      const lesson = versions[language];
      return lesson === undefined ? [] : [{ lesson, share: language === 'vi' ? 0.96 : 0.04 }];
    }),
  );
  const each = answers / (quizzes.length / 2) / 3 / months.length / drawnAttempts;
  for (const { lesson, share } of quizzes) {
    const [quiz, items] = [quizVersion(lesson), askedItems(lesson)];
    for (const { kind, share: ofKind } of kinds) {
      const times = Math.max(1, Math.round(each * share * ofKind));
      for (const month of months) {
        count(quizCounter(quiz, kind, month, 'started'), times * drawnAttempts);
        count(quizCounter(quiz, kind, month, 'finished'), times * drawnAttempts);
        for (let attempt = 0; attempt < drawnAttempts; attempt++) {
          const strength = chance(`${quiz} ${month} ${attempt}`);
          const chosen = items.map(({ id, key, options }) =>
            chance(`${id} ${month} ${attempt}`) < 0.2 + 0.7 * strength
              ? key
              : (options[Math.floor(chance(`${id} ${attempt} guess`) * options.length)]?.id ?? key),
          );
          const total = items.filter(({ key }, place) => key === chosen[place]).length;
          count(totalCounter(quiz, kind, month, total), times);
          for (const [place, { id, version }] of items.entries()) {
            const option = chosen[place] ?? '';
            count(cellCounter(quiz, kind, month, itemKey(id, version), option, total), times);
            count(responseCounter(itemKey(id, version), kind, option), times);
          }
        }
      }
    }
  }
  const communes = [...course.units.values()].filter(({ kind }) => kind === 'commune');
  for (const { id } of communes) {
    for (const month of months) {
      const answered = Math.round(answers / communes.length / months.length);
      count(communeCounter(id, month, 'started'), Math.round(answered / 2.9));
      count(communeCounter(id, month, 'finished'), Math.round(answered / 3));
      count(communeCounter(id, month, 'answered'), answered);
      count(communeCounter(id, month, 'right'), Math.round(answered * 0.7));
    }
  }
  return counters;
}

/** Puts counters into the embedded store of a service that does not run. */
export function fileCounters(file: string, counters: ReadonlyMap<string, number>): void {
  const db = new DatabaseSync(file);
  const add = db.prepare(
    'INSERT INTO counters (key, n) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET n = excluded.n',
  );
  db.exec('BEGIN');
  for (const [key, n] of counters) add.run(key, n);
  db.exec('COMMIT');
  db.close();
}
