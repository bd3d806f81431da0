import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type NoReply, openModel } from '../../src/tutor/model.ts';
import { type FakeOpenai, fakeOpenai, json, type Play } from '../fakes/openai/server.ts';

let server: FakeOpenai;
let now = 0;
beforeEach(async () => {
  server = await fakeOpenai();
  now = 1_000_000;
});
afterEach(() => server.close());

/** Long enough for an answer from this machine, short enough to wait for. */
const waitMs = 300;
const open = (baseUrl = server.url) => openModel({ baseUrl, model: 'm' }, { clock: () => now, waitMs });
const ask = (model = open(), signal = new AbortController().signal) =>
  model.ask({ prompt: 'hỏi', output: 'tutor_card', temperature: 0, maxTokens: 60, signal });

describe('a good answer', () => {
  test.each<{ case: string; content: string }>([
    { case: 'bare', content: '{"card":"4.1/2"}' },
    { case: 'fenced', content: '```json\n{"card":"4.1/2"}\n```' },
    { case: 'with words around it', content: 'Đây ạ: {"card":"4.1/2"} nhé' },
    { case: 'after thoughts', content: '<think>{"card":"1.1/0"}? không</think>{"card":"4.1/2"}' },
  ])('is read $case', async ({ content }) => {
    server.plays({ kind: 'content', content });
    expect(await ask()).toMatchObject({ kind: 'reply', reply: { card: '4.1/2' }, tokens: 120 });
  });

  test('costs what the server says, and is unknown where it says nothing', async () => {
    server.plays({ kind: 'content', content: '{"card":"none"}', tokens: null });
    expect((await ask()).tokens).toBeUndefined();
  });
});

describe('a bad answer', () => {
  test.each<{ case: string; play: Play; why: NoReply }>([
    {
      case: 'a page with status 200',
      play: { kind: 'raw', body: '<html>502</html>', type: 'text/html' },
      why: 'not_openai',
    },
    { case: 'an error with status 200', play: { kind: 'raw', body: '{"error":"busy"}' }, why: 'not_openai' },
    { case: 'cut JSON', play: { kind: 'raw', body: '{"choices":[{"mess' }, why: 'not_openai' },
    {
      case: 'a cut answer',
      play: { kind: 'content', content: '{"card":"4.1', finish: 'length' },
      why: 'length',
    },
    { case: 'a refusal', play: { kind: 'refusal' }, why: 'refused' },
    {
      case: 'a filtered answer',
      play: { kind: 'content', content: '', finish: 'content_filter' },
      why: 'refused',
    },
    { case: 'nothing', play: { kind: 'content', content: ' ' }, why: 'empty' },
    { case: 'prose', play: { kind: 'content', content: 'Thẻ 4.1 ạ' }, why: 'not_json' },
    { case: 'another form', play: json({ card: 4 }), why: 'not_json' },
    { case: 'more than was asked for', play: json({ card: '4.1/2', say: 'gọi 0912' }), why: 'not_json' },
    {
      case: 'too many asks',
      play: { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
      why: 'rate',
    },
    { case: 'a broken server', play: { kind: 'status', status: 500 }, why: 'http_500' },
    { case: 'a wrong key', play: { kind: 'status', status: 401 }, why: 'auth' },
    {
      case: 'a wish to be asked again',
      play: { kind: 'status', status: 503, headers: { 'x-should-retry': 'true' } },
      why: 'http_503',
    },
    { case: 'silence', play: { kind: 'silence' }, why: 'timeout' },
    { case: 'a stalled body', play: { kind: 'stall' }, why: 'timeout' },
  ])('is none: $case', async ({ play, why }) => {
    server.plays(play);
    const beganAt = performance.now();
    expect(await ask()).toMatchObject({ kind: 'none', why });
    expect(performance.now() - beganAt).toBeLessThan(waitMs + 700);
    expect(server.calls).toHaveLength(1);
  });

  test('a closed socket and a server that is not there are none', async () => {
    server.plays({ kind: 'cut' });
    expect(await ask()).toMatchObject({ kind: 'none' });
    expect(await ask(open('http://127.0.0.1:9/v1'))).toMatchObject({ kind: 'none', why: 'net' });
  });
});

test('a server that knows no schema is asked in plainer forms, and so from then on', async () => {
  server.answers(({ body }) =>
    body.response_format === undefined ? json({ card: 'none' }) : { kind: 'status', status: 400 },
  );
  const model = open();
  expect(await ask(model)).toMatchObject({ kind: 'reply' });
  expect(server.calls).toHaveLength(3);
  await ask(model);
  expect(server.calls).toHaveLength(4);
});

test('a server that fails again and again is left alone, then one call finds out whether it is back', async () => {
  server.plays({ kind: 'status', status: 500 });
  const model = open();
  for (let call = 0; call < 5; call++) await ask(model);
  expect(await ask(model)).toMatchObject({ why: 'breaker', isUnbilled: true });
  expect(server.calls).toHaveLength(5);
  now += 61_000;
  server.plays(json({ card: 'none' }));
  const [one, other] = await Promise.all([ask(model), ask(model)]);
  expect([one.kind, other.kind].sort()).toEqual(['none', 'reply']);
  expect(await ask(model)).toMatchObject({ kind: 'reply' });
});

test('a wrong key is not tried a second time', async () => {
  server.plays({ kind: 'status', status: 401 });
  const model = open();
  await ask(model);
  now += 3_600_000;
  expect(await ask(model)).toMatchObject({ why: 'breaker' });
  expect(model.state()).toBe('refused');
});

test('who stops does not wait', async () => {
  server.plays({ kind: 'silence' });
  const stopping = new AbortController();
  const asked = ask(open(), stopping.signal);
  stopping.abort();
  expect(await asked).toMatchObject({ why: 'stopped' });
});

test('a blank address never means a server that nobody named', () => {
  expect(() => openModel({ baseUrl: ' ', model: 'm' }, { clock: () => now })).toThrow(/base address/);
});
