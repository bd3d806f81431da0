import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPass, passMs, sealPass } from '../../src/own-data/pass.ts';
import { type Running, runService } from '../fixtures/running-service.ts';
import { WebClient } from '../fixtures/web-client.ts';

const morning = Date.UTC(2026, 10, 25, 1);
const key = randomBytes(32);
const lan = { channel: 'telegram', bot: '4711', user: '99' };

describe('a pass', () => {
  test('opens the data of one chat for a quarter of an hour', () => {
    const pass = sealPass(key, lan, morning);
    expect(openPass(key, pass, morning)).toEqual(lan);
    expect(openPass(key, pass, morning + passMs)).toEqual(lan);
    expect(openPass(key, pass, morning + passMs + 1)).toBeUndefined();
    expect(openPass(randomBytes(32), pass, morning)).toBeUndefined();
  });

  test('cannot be read, changed or made up', () => {
    const pass = sealPass(key, lan, morning);
    expect(Buffer.from(pass, 'base64url').toString('latin1')).not.toContain('4711');
    expect(sealPass(key, lan, morning)).not.toBe(pass);
    const bytes = Buffer.from(pass, 'base64url');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        expect(openPass(key, changed.toString('base64url'), morning)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(openPass(key, text, morning)).toBeUndefined();
      }),
    );
  });
});

describe('the data of one’s own', () => {
  let service: Running;
  beforeAll(async () => {
    service = await runService();
  });
  afterAll(async () => {
    await service.stop();
    service.remove();
  });

  /** Somebody who has taken a lesson, agreed, and asked for what is kept. @returns the address they were given */
  async function asks(): Promise<{ client: WebClient; url: string }> {
    const client = new WebClient(service.url);
    await client.listen();
    await client.tap('Học ngay');
    await client.tap('bác');
    for (let step = 0; step < 40 && !client.buttons().includes('Đồng ý'); step++) await client.tapFirst();
    await client.tap('Đồng ý');
    await client.say('dữ liệu của tôi');
    await client.tap('Tải dữ liệu của bác');
    const said = client.heard.at(-1)?.text ?? '';
    return { client, url: /http\S+\/my-data\/\S+/.exec(said)?.[0] ?? said };
  }

  test('is one file with all that is kept, and only the button gives it', async () => {
    const { url } = await asks();
    const page = await fetch(url, { headers: { 'accept-language': 'vi' } });
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/Tải về máy(?!.*4\.1)/s);
    await expect
      .poll(
        async () =>
          ((await (await fetch(url, { method: 'POST' })).json()) as Kept).learners[0]?.answers.length,
        {
          timeout: 10_000,
        },
      )
      .toBeGreaterThanOrEqual(3);
    const file = await fetch(url, { method: 'POST' });
    expect(file.headers.get('content-disposition')).toContain('.json');
    const kept = (await file.json()) as Kept;
    expect(kept.channel).toBe('web');
    expect(kept.learners).toHaveLength(1);
    const [learner] = kept.learners;
    expect(learner?.address).toBe('bác');
    expect(learner?.nameAtTheCentre).toMatch(/^l_/);
    expect(Object.keys(learner?.progress ?? {})).toHaveLength(1);
    expect(learner?.reports.length).toBeGreaterThan(3);
    expect(JSON.stringify(kept)).not.toContain('"seed"');
  });

  test('is gone once the person is forgotten, and nobody else’s pass leads there', async () => {
    const { client, url } = await asks();
    await client.say('/xoa');
    await client.tapFirst();
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${url.slice(0, -3)}abc`, { method: 'POST' })).status).toBe(404);
    expect(await (await fetch(`${service.url}/my-data/x`, { method: 'POST' })).text()).toContain('hết giờ');
  });
});

type Kept = {
  channel: string;
  learners: {
    address: string;
    nameAtTheCentre: string;
    progress: object;
    answers: object[];
    reports: object[];
  }[];
};
