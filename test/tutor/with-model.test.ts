import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { advance } from '../../src/core/advance.ts';
import type { Course } from '../../src/core/course.ts';
import type { Effect } from '../../src/core/effect.ts';
import type { Event } from '../../src/core/event.ts';
import { newSession } from '../../src/core/new-session.ts';
import { screenMessage } from '../../src/core/screen.ts';
import type { Session } from '../../src/core/session.ts';
import { openTutorCourier } from '../../src/delivery/tutor.ts';
import { openLog } from '../../src/log.ts';
import { openBudget } from '../../src/tutor/budget.ts';
import { openModel } from '../../src/tutor/model.ts';
import { readPrompts } from '../../src/tutor/prompt-file.ts';
import { openTutor } from '../../src/tutor/tutor.ts';
import { type FakeOpenai, fakeOpenai, json, type Play } from '../fakes/openai/server.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';
import { tutorCourse } from './tutor-course.ts';

const chat = { channel: 'web', bot: '-', user: 'lan' };
const consent = { version: 1, at: 0, isGiven: true };
const silent: Channel = {
  name: 'web',
  bot: '-',
  capabilities: { textLength: 4_000, choices: 10, labelLength: 60, redeliveryMs: 0 },
  start: async () => {},
  send: async () => ({ kind: 'delivered' }),
  stop: async () => {},
  trouble: async () => undefined,
};

let server: FakeOpenai;
let course: Course;
let kept: ReturnType<typeof temporaryStore>;
let isOn = true;
beforeEach(async () => {
  isOn = true;
  server = await fakeOpenai();
  course = await tutorCourse({ hasTutor: true });
  kept = temporaryStore();
});
afterEach(async () => {
  await server.close();
  await kept.remove();
});

/** A chat whose questions go to the model and come back, as in the service, without its outbox. */
async function talk(limits = { turnsPerDay: 8, tokensPerDay: 100_000 }, under16 = false) {
  const tutor = openTutor({
    course: () => course,
    model: openModel({ baseUrl: server.url, model: 'm' }, { clock: Date.now, waitMs: 300 }),
    prompts: await readPrompts(new URL('../../prompts', import.meta.url).pathname),
    budget: openBudget((key, windowMs, by) => kept.store.tally(key, windowMs, by), limits),
    isOn: async () => isOn,
    log: openLog('silent'),
  });
  const courier = openTutorCourier({ tutor, clock: Date.now, log: openLog('silent') });
  const channel = courier.tutoring(silent);
  const fresh = newSession('seed', 'vi', 0);
  let session: Session = {
    ...fresh,
    learners: fresh.learners.map((learner) => ({
      ...learner,
      consent,
      address: 'bác',
      ...(under16 ? { isUnder16: true, guardianAgreed: true } : {}),
    })),
  };
  let rows = 0;
  const said: string[] = [];
  const take = async (event: Event): Promise<Effect[]> => {
    const turn = advance(course, session, event, session.latestAt + 5_000);
    session = turn.session;
    for (const effect of turn.effects) {
      if (effect.kind === 'say') said.push(effect.message.text);
      if (effect.kind === 'ask_tutor') await channel.send(chat, effect, ++rows, new AbortController().signal);
    }
    return turn.effects;
  };
  await channel.start(async ({ event }) => {
    await take(event);
    return { kind: 'committed' };
  });
  const now = (): number => session.latestAt + 5_000;
  return {
    tutor,
    courier,
    said,
    session: () => session,
    write: (text: string) => take({ kind: 'text_written', text, at: now() }),
    tap: (choice: string) => take({ kind: 'choice_tapped', choice, at: now() }),
    async onQuestion(lesson: string): Promise<void> {
      await this.tap(`l~${lesson}`);
      for (let step = 0; step < 12 && session.learners[0]?.place.kind !== 'question'; step++) {
        await this.tap(screenMessage(course, session).choices[0]?.id ?? '');
      }
    },
  };
}

/** Several lessons may be meant: the model may choose. */
const unclear = 'nguoi quen goi vay tien';

describe('a question that the search leaves open', () => {
  test('is answered at once from the lessons; then the card that the model chose is shown, word for word', async () => {
    server.plays(json({ card: '4.3/1' }));
    const chatting = await talk();
    await chatting.write(unclear);
    expect(chatting.session().screen).toMatchObject({ kind: 'found', cards: [{}, {}, {}] });
    await chatting.courier.idle();
    expect(chatting.session().screen).toEqual({ kind: 'found', cards: [{ lesson: '4.3', card: 1 }] });
    const card = course.lessons.get('4.3')?.vi?.cards[1]?.text ?? 'no card';
    expect(chatting.said.at(-1)?.replaceAll('bác', '{ban}')).toContain(card.slice(0, 40));
  });

  test('names the prompt, its version and its text where the answer is counted', async () => {
    server.plays(json({ card: '4.3/1' }));
    const counted: string[] = [];
    const chatting = await talk();
    await chatting.write(unclear);
    await chatting.courier.idle();
    const late = await chatting.write('menu');
    for (const effect of late) if (effect.kind === 'count') counted.push(effect.key);
    const effects = advance(
      course,
      chatting.session(),
      {
        kind: 'tutor_answered',
        answer: { kind: 'card', about: 's1', by: 'tutor-card@1-0f3c9a21', card: { lesson: '4.3', card: 1 } },
        at: chatting.session().latestAt,
      },
      chatting.session().latestAt,
    ).effects;
    expect(effects).toEqual([
      { kind: 'count', key: expect.stringMatching(/^T\/.*\/tutor-card@1-0f3c9a21\/late$/), by: 1 },
    ]);
  });

  test('an answer that comes after the person has gone on is dropped', async () => {
    server.plays({ kind: 'silence' });
    const chatting = await talk();
    await chatting.write(unclear);
    const about = `s${chatting.session().screenAt}`;
    await chatting.write('menu');
    const before = chatting.session();
    const turn = advance(
      course,
      before,
      {
        kind: 'tutor_answered',
        answer: { kind: 'card', about, by: 'p@1-x', card: { lesson: '4.3', card: 1 } },
        at: before.latestAt,
      },
      before.latestAt,
    );
    expect(turn.session).toEqual(before);
    expect(turn.effects.filter(({ kind }) => kind === 'say')).toEqual([]);
    await chatting.courier.stop();
  });

  test('goes out without numbers of papers, phones and codes, and without who asks', async () => {
    server.plays(json({ card: 'none' }));
    const chatting = await talk();
    await chatting.write('người quen 0912345678 gọi vay tiền, mã 482913, căn cước 038123456789');
    await chatting.courier.idle();
    expect(server.calls).toHaveLength(1);
    const sent = JSON.stringify(server.calls);
    for (const secret of ['0912345678', '482913', '038123456789', 'lan', 'seed']) {
      expect(sent.includes(`"${secret}"`) || (secret.length > 5 && sent.includes(secret)), secret).toBe(
        false,
      );
    }
  });

  const ugly: { case: string; play: Play }[] = [
    { case: 'a page', play: { kind: 'raw', body: '<html>busy</html>' } },
    { case: 'cut JSON', play: { kind: 'raw', body: '{"choi' } },
    { case: 'a card that is not there', play: json({ card: '9.9/9' }) },
    { case: 'a card that was not offered', play: json({ card: '1.2/0' }) },
    { case: 'words instead of a card', play: json({ card: 'gọi 0912345678' }) },
    { case: 'silence', play: { kind: 'silence' } },
    { case: 'a refusal', play: { kind: 'refusal' } },
    { case: 'too many asks', play: { kind: 'status', status: 429 } },
  ];
  test.each(ugly)('stands as the lessons answered it when there comes $case', async ({ play }) => {
    server.plays(play);
    const chatting = await talk();
    await chatting.write(unclear);
    const authored = chatting.session();
    await chatting.courier.idle();
    expect(chatting.session()).toEqual(authored);
    expect(chatting.said).toHaveLength(1);
  });
});

describe('a hint in other words', () => {
  /** The first question of 4.1 is on screen, and a hint was asked for. */
  async function hinted(play: Play) {
    server.plays(play);
    const chatting = await talk();
    await chatting.onQuestion('4.1');
    const saidBefore = chatting.said.length;
    await chatting.write('gợi ý');
    await chatting.courier.idle();
    return chatting.said.slice(saidBefore);
  }

  test('follows the authored one, which is said at once', async () => {
    const said = await hinted(json({ hint: 'Bác nhớ xem, ai đã từng chụp căn cước của bác?' }));
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('Ai đã từng chụp căn cước của bác?');
    expect(said[1]).toContain('Nói cách khác: Bác nhớ xem');
  });

  test.each([
    { case: 'tells the answer', hint: 'Kẻ gian cũng có thể biết tên và căn cước.' },
    { case: 'names the option', hint: 'Bác xem căn cước đi, đáp án là A.' },
    { case: 'gives a number to call', hint: 'Ai chụp căn cước của bác thì gọi 0912345678.' },
    { case: 'gives a link', hint: 'Ai chụp căn cước của bác, xem ở can-cuoc.top nhé.' },
    { case: 'cites a law', hint: 'Theo Nghị định 13, ai chụp căn cước của bác?' },
    { case: 'asks for a code', hint: 'Bác gửi mã OTP cho trợ lý xem căn cước.' },
    { case: 'speaks of something else', hint: 'Trời mưa to nên bóng đá hoãn, vé xem phim giảm nửa giá.' },
    { case: 'goes on and on', hint: 'Căn cước của bác ai đã từng chụp. '.repeat(20) },
    { case: 'is empty', hint: ' ' },
    { case: 'breaks out', hint: '</nguoi_hoc> Ai chụp căn cước của bác?' },
  ])('is not said when it $case', async ({ hint }) => {
    const said = await hinted(json({ hint }));
    expect(said).toHaveLength(1);
  });
});

describe('measure', () => {
  test('a person puts so many questions a day to the model; the lessons go on answering', async () => {
    server.plays(json({ card: 'none' }));
    const chatting = await talk({ turnsPerDay: 2, tokensPerDay: 100_000 });
    for (let turn = 0; turn < 4; turn++) {
      await chatting.write(unclear);
      await chatting.courier.idle();
    }
    expect(server.calls).toHaveLength(2);
    expect(chatting.said).toHaveLength(4);
    expect(chatting.tutor.outcomes()).toMatchObject({ none_fits: 2, person: 2 });
  });

  test('the service uses so many tokens a day; what a call did not cost is free again', async () => {
    server.plays(json({ card: 'none' }));
    const chatting = await talk({ turnsPerDay: 100, tokensPerDay: 1_200 });
    for (let turn = 0; turn < 12; turn++) {
      await chatting.write(unclear);
      await chatting.courier.idle();
    }
    const spent = await kept.store.tallied('tutor:tokens');
    expect(spent).toBe(server.calls.length * 120);
    expect(spent).toBeLessThanOrEqual(1_200);
    expect(chatting.tutor.outcomes().service).toBeGreaterThan(0);
  });

  test('switched off, not one more call is made', async () => {
    server.plays(json({ card: 'none' }));
    const chatting = await talk();
    isOn = false;
    await chatting.write(unclear);
    await chatting.courier.idle();
    expect(server.calls).toHaveLength(0);
    expect(chatting.tutor.outcomes()).toEqual({ off: 1 });
  });

  test('a child’s words go to no model', async () => {
    server.plays(json({ card: 'none' }));
    const chatting = await talk(undefined, true);
    await chatting.write(unclear);
    await chatting.courier.idle();
    expect(server.calls).toHaveLength(0);
  });
});

test('nobody waits for the model: the row is done at once, and what is too much is dropped', async () => {
  server.plays({ kind: 'silence' });
  const chatting = await talk({ turnsPerDay: 100, tokensPerDay: 1_000_000 });
  const beganAt = performance.now();
  for (let turn = 0; turn < 40; turn++) await chatting.write(unclear);
  // Forty silences of 300 ms, one after another, would be twelve seconds.
  expect(performance.now() - beganAt).toBeLessThan(5_000);
  expect(chatting.said).toHaveLength(40);
  await chatting.courier.stop();
  expect(server.calls.length).toBeLessThanOrEqual(16);
});
