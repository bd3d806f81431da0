import type { EventBody } from '../core/event.ts';
import type { Choice, Message } from '../core/message.ts';
import type { Random } from './random.ts';

export type Act = EventBody;

type Person = { shown: Message | undefined; older: Choice[]; sent: number; hasRefused: boolean };

const tap = (choice: Choice): Act => ({ kind: 'choice_tapped', choice: choice.id });
const write = (text: string): Act => ({ kind: 'text_written', text });

/** Ends the chat, changes who it is about, or would make two answers to consent: nobody here does it by chance. */
const isGrave = ({ id }: Choice): boolean =>
  ['forget', 'consent-', 'guardian', 'under16', 'language', 'g~', 'w~student', 'reminders-on'].some((start) =>
    id.startsWith(start),
  );

/**
 * What a person does next with what is on screen: mostly the way on, by tap or in words; sometimes an old
 * button, another page, a word the bot does not know, a change of mind, or two buttons at once.
 */
export function nextActs(person: Person, random: Random, isCalm: boolean): Act[] {
  if (person.sent === 0) return [{ kind: 'chat_opened' }];
  const shown = person.shown?.choices ?? [];
  if (shown.length === 0) return [write('tiếp')];
  if (isCalm) return [forward(shown, person, random)];
  const chance = random.next();
  if (chance < 0.03) {
    const old = random.pick(person.older.filter((choice) => !isGrave(choice)));
    if (old !== undefined) return [tap(old)];
  }
  if (chance < 0.05)
    return [write(random.pick(['menu', 'tiến độ', 'chào', 'không biết', 'cảm ơn']) ?? 'menu')];
  if (chance < 0.06) {
    const any = random.pick(shown.filter((choice) => !isGrave(choice)));
    if (any !== undefined) return [tap(any)];
  }
  const answers = starting(shown, 'a~');
  if (answers.length > 0) return answer(answers, shown, random);
  const slip = starting(shown, 's~')[0];
  if (slip !== undefined && random.chance(0.06)) return [tap(slip)];
  const way = forward(shown, person, random);
  if (random.chance(0.05)) return [write('tiếp')];
  // Impatient fingers: the same button twice, as two updates.
  return random.chance(0.04) ? [way, way] : [way];
}

const starting = (choices: Choice[], start: string): Choice[] =>
  choices.filter((choice) => choice.id.startsWith(start));

function answer(answers: Choice[], shown: Choice[], random: Random): Act[] {
  const chosen = random.pick(answers);
  if (chosen === undefined) return [];
  const how = random.next();
  const place = shown.indexOf(chosen);
  if (how < 0.12) return [write(`${place + 1}`)];
  if (how < 0.16) return [write('abcdef'.charAt(place))];
  const other = random.pick(answers);
  // A change of mind a moment later, or two fingers: the first counts.
  if (how < 0.22 && other !== undefined) return [tap(chosen), tap(other)];
  if (how < 0.24) return [tap(chosen), write(`${random.below(answers.length) + 1}`)];
  return [tap(chosen)];
}

/** The button that leads on, whatever is on screen. */
function forward(shown: Choice[], person: Person, random: Random): Act {
  const consent = shown.find((choice) => choice.id === (person.hasRefused ? 'consent-no' : 'consent-yes'));
  if (consent !== undefined) return tap(consent);
  const answers = starting(shown, 'a~');
  const answered = random.pick(answers);
  if (answered !== undefined) return tap(answered);
  for (const start of ['q~', 'n~', 't~', 'f~', 'w~']) {
    const ways = starting(shown, start).filter((choice) => !isGrave(choice));
    const way = start === 'q~' || start === 'n~' ? ways[0] : random.pick(ways);
    if (way !== undefined) return tap(way);
  }
  const safe = shown.filter((choice) => !isGrave(choice));
  const known = ['skip-commune', 'skip-village', 'resume', 'learn', 'start'];
  const way = safe.find((choice) => known.includes(choice.id)) ?? safe[0];
  return way === undefined ? write('tiếp') : tap(way);
}
