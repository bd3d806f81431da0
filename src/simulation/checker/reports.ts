import type { ChatBook, Recorded } from './chat-book.ts';
import type { Wrong, WrongKind } from './wrong.ts';

type Statement = {
  actor: { account: { name: string } };
  verb: { id: string };
  object: { id: string };
  result: { response?: string; success?: boolean; score?: { raw: number; max: number } };
  context: { extensions: Record<string, unknown> };
};

/** Whose statement it is. */
export const actorOf = (body: string): string => (JSON.parse(body) as Statement).actor.account.name;

/** Enters a statement for the centre into the learner's book. */
export function enterStatement(book: ChatBook, body: string): void {
  const { verb, object, result, context } = JSON.parse(body) as Statement;
  const attempt = Number(Object.entries(context.extensions).find(([name]) => name.endsWith('/attempt'))?.[1]);
  const { answered, quizzes, lessons } = book.statements;
  if (verb.id.endsWith('/answered')) {
    const item = object.id.split('/').at(-2) ?? '';
    const told = { option: result.response ?? '', isRight: result.success === true };
    listIn(answered, `${attempt}/${item}`).push(told);
  } else if (verb.id.endsWith('/completed')) {
    const lesson = object.id.split('/').slice(-2).join('/');
    lessons.set(lesson, (lessons.get(lesson) ?? 0) + 1);
  } else {
    listIn(quizzes, attempt).push({ right: result.score?.raw ?? -1, asked: result.score?.max ?? -1 });
  }
}

export function enterWebhook(book: ChatBook, body: string): void {
  const { data } = JSON.parse(body) as { data: { lesson: string; lessonVersion: string } };
  const lesson = `${data.lesson}/${data.lessonVersion}`;
  book.statements.webhooks.set(lesson, (book.statements.webhooks.get(lesson) ?? 0) + 1);
}

function listIn<K, V>(map: Map<K, V[]>, key: K): V[] {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made: V[] = [];
  map.set(key, made);
  return made;
}

/** The last answer to each question of an attempt that was no slip. */
export function countedOf(records: readonly Recorded[], attempt: number): Recorded[] {
  const byItem = new Map<string, Recorded>();
  const own = records.filter((record) => record.attempt === attempt && !record.isSlip);
  for (const record of own.sort((a, b) => a.sequence - b.sequence)) byItem.set(record.item, record);
  return [...byItem.values()];
}

/** Reviews and the placement have no result of their own; a mixed check has one and completes no lesson. */
export function setOf(quizVersion: string): 'lesson' | 'check' | 'unmarked' {
  if (/^(review|placement~)/.test(quizVersion)) return 'unmarked';
  return quizVersion.startsWith('check-') ? 'check' : 'lesson';
}

/** Holds what was reported of one learner against the raw answers: each once, and the same. */
export function checkReports(book: ChatBook): Wrong[] {
  const wrong: Wrong[] = [];
  const say = (kind: WrongKind, detail: string): void => {
    wrong.push({ kind, who: book.user, detail });
  };
  const once = (count: number, what: string): boolean => {
    if (count === 0) say('report lost', what);
    if (count > 1) say('report doubled', what);
    return count === 1;
  };
  const { answered, quizzes, lessons, webhooks } = book.statements;
  const expected = new Set<string>();
  for (const record of book.records) {
    if (record.isSlip) continue;
    const name = `${record.attempt}/${record.item}`;
    expected.add(name);
    const told = answered.get(name) ?? [];
    const [only] = told;
    if (!once(told.length, `answer ${name}`) || only === undefined) continue;
    if (only.option !== record.option || only.isRight !== record.isRight)
      say('report differs', `answer ${name}`);
  }
  for (const name of answered.keys())
    if (!expected.has(name)) say('report differs', `answer ${name} has no record`);
  const finished = new Map<string, number>();
  for (const attempt of new Set(book.records.map((record) => record.attempt))) {
    const own = book.records.filter((record) => record.attempt === attempt);
    const set = setOf(own[0]?.quizVersion ?? '');
    const isFinished = own.some((record) => record.attemptKind !== 'abandoned') && set !== 'unmarked';
    const told = quizzes.get(attempt) ?? [];
    if (isFinished) {
      const [only] = told;
      if (!once(told.length, `quiz of attempt ${attempt}`) || only === undefined) continue;
      const counted = countedOf(book.records, attempt);
      const right = counted.filter((record) => record.isRight).length;
      if (only.right !== right || only.asked !== counted.length) {
        say(
          'report differs',
          `attempt ${attempt}: ${only.right} of ${only.asked} reported, ${right} of ${counted.length} answered`,
        );
      }
      if (set !== 'lesson') continue;
      const lesson = own[0]?.lesson ?? '';
      finished.set(lesson, (finished.get(lesson) ?? 0) + 1);
    }
  }
  for (const [kind, told] of [
    ['completion', lessons],
    ['completion webhook', webhooks],
  ] as const) {
    for (const lesson of finished.keys()) {
      const counts = [...told].filter(([name]) => name.startsWith(`${lesson}/`)).map(([, count]) => count);
      once(
        counts.reduce((sum, count) => sum + count, 0),
        `${kind} of ${lesson}`,
      );
    }
  }
  return wrong;
}
