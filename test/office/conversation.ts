import { isIn } from '../../src/access/person.ts';
import { advance } from '../../src/core/advance.ts';
import type { EventBody } from '../../src/core/event.ts';
import { type Message, wholeText } from '../../src/core/message.ts';
import { newSession } from '../../src/core/new-session.ts';
import type { Session } from '../../src/core/session.ts';
import { decodeSession, encodeSession } from '../../src/core/session-format.ts';
import { hourMs, minuteMs } from '../../src/core/time.ts';
import { openChatCounter } from '../../src/office/chat-counter.ts';
import { aside, openOfficeInChat } from '../../src/office/in-chat.ts';
import { openTell } from '../../src/office/told-in-chat.ts';
import { changeBroadcast } from '../../src/store/broadcast-control.ts';
import { openTestOffice, type TestOffice } from '../fixtures/office.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const course = smallCourse({ operator: { name: 'UBND tỉnh Thanh Hóa' } });

type Line = { who: string; did: string };

/**
 * Plays a conversation of officials with the office, on the core, the counter, the office and a store, and returns it with
 * all that was said filled in. `an> …` is what somebody writes or taps, `an<` what they hear; `~` lets time pass, `!` makes
 * something happen elsewhere, `#` is a remark.
 */
export async function converse(source: string): Promise<string> {
  const it = openTestOffice();
  const out: string[] = [];
  const sessions = new Map<string, Session>();
  const said = new Map<string, Message[]>();
  const find = async (id: string) => (await it.store.broadcasts()).find((broadcast) => broadcast.id === id);
  const clock = (): number => it.clock.now;
  const chat = openOfficeInChat({
    people: {
      personOfChat: async (key) => it.people.find((person) => person.chat === key && isIn(person)),
    },
    tally: async () => 1,
    serve: openChatCounter({
      office: it.office,
      course: () => course,
      nameOf: async (id) => it.people.find((person) => person.id === id)?.name ?? '',
      clock,
    }),
    recognise: async (text) => aside(text),
  });

  async function happens(who: string, body: EventBody): Promise<void> {
    const before = sessions.get(who) ?? newSession('a-seed-for-officials', 'vi', clock());
    const kept = decodeSession(encodeSession(before));
    const { session, effects } = advance(course, kept, { ...body, at: clock() }, clock());
    sessions.set(who, session);
    for (const effect of effects) {
      if (effect.kind === 'say') hears(who, effect.message);
      if (effect.kind === 'ask_office') {
        const address = { channel: 'telegram', bot: '-', user: who };
        await happens(who, await chat.answer(address, effect.question, effect.language));
      }
    }
    await bringWord();
  }

  function hears(who: string, message: Message): void {
    said.set(who, [...(said.get(who) ?? []), message]);
    const [first = '', ...rest] = wholeText(message).split('\n');
    out.push(`${who}< ${first}`, ...rest.map((line) => `  ${line}`));
    out.push(...message.choices.map(({ label }) => `  [${label}]`));
  }

  /** What the office tells others of what was just done. */
  async function bringWord(): Promise<void> {
    for (const { chat: key, id, what } of it.told.splice(0)) {
      const who = key.split(':')[2] ?? '';
      const tell = openTell({
        receive: async ({ event }) => {
          await happens(who, event);
          return { kind: 'committed' };
        },
        find,
        course: () => course,
        clock,
      });
      await tell(key, id, what);
    }
  }

  function acts({ who, did }: Line): EventBody {
    if (!did.startsWith('tap ')) return { kind: 'text_written', text: did };
    const label = did.slice(4);
    const choice = [...(said.get(who) ?? [])]
      .reverse()
      .flatMap((message) => message.choices)
      .find((candidate) => candidate.label === label);
    if (choice === undefined) throw new Error(`${who} has heard no button "${label}"`);
    return { kind: 'choice_tapped', choice: choice.id };
  }

  try {
    for (const line of source.split('\n')) {
      const act = /^(\w+)> (.*)$/.exec(line);
      if (line.startsWith('#') || line === '') out.push(line);
      else if (line.startsWith('~ ') || line.startsWith('! ')) {
        out.push(line);
        await meanwhile(it, line.slice(2));
        await bringWord();
      } else if (act !== null) {
        out.push(line);
        it.clock.now += 1_000;
        const [, who = '', did = ''] = act;
        await happens(who, acts({ who, did }));
      }
    }
  } finally {
    await it.remove();
  }
  while (out.at(-1) === '') out.pop();
  return `${out.join('\n')}\n`;
}

/** Time that passes, and what happens elsewhere. */
async function meanwhile(it: TestOffice, what: string): Promise<void> {
  const wait = /^(\d+) (minute|hour)s?$/.exec(what);
  if (wait !== null) {
    it.clock.now += Number(wait[1]) * (wait[2] === 'hour' ? hourMs : minuteMs);
    return;
  }
  const [verb = '', detail = ''] = what.split(' ');
  if (verb === 'crowd') return it.crowd(Number(detail));
  if (verb === 'web') {
    for (let user = 0; user < Number(detail); user++) await it.learner(`w${user}`, {}, {}, 'web');
    return;
  }
  if (verb === 'revoked') {
    const place = it.people.findIndex(({ id }) => id === detail);
    const person = it.people[place];
    if (person !== undefined) it.people[place] = { ...person, revokedAt: it.clock.now };
    return;
  }
  // What the process that sends does with the newest.
  const newest = (await it.store.broadcasts()).find(({ tryOf }) => tryOf === undefined);
  if (newest === undefined) throw new Error('there is no broadcast');
  if (verb !== 'started') throw new Error(`"! ${what}" means nothing`);
  for (const act of [{ kind: 'start', at: it.clock.now }, { kind: 'planned' }] as const) {
    const changed = await changeBroadcast(it.store, newest.id, act);
    if (changed.kind !== 'changed') throw new Error(`it could not be ${act.kind}`);
  }
}
