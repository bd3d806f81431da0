import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deriveSecrets } from '../../src/secrets.ts';
import { exampleEvent as event, lessonsWithEvent } from '../fixtures/lessons-with-event.ts';
import { type Running, runService } from '../fixtures/running-service.ts';
import { WebClient } from '../fixtures/web-client.ts';

const secret = 'a secret of at least thirty-two letters';
const key = deriveSecrets(secret).boardKey(event);

describe('a public event with its board', () => {
  let service: Running;
  let lessons: ReturnType<typeof lessonsWithEvent>;
  beforeAll(async () => {
    lessons = lessonsWithEvent();
    service = await runService({ LESSONS_DIR: lessons.dir, BANHOC_SECRET: secret });
  });
  afterAll(async () => {
    await service.stop();
    service.remove();
    lessons.remove();
  });

  const figures = async (): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${service.url}/admin/events/${event}?key=${key}`, {
      headers: { accept: 'application/json' },
    });
    expect(answer.status).toBe(200);
    return answer.json() as Promise<Record<string, unknown>>;
  };

  test('counts who opens a point’s link at once, and their lesson once they agree', async () => {
    expect(await figures()).toMatchObject({ figures: {}, points: 5, activePoints: 0 });
    const client = new WebClient(service.url);
    await client.post('/chat/open', { join: `15772-e-${event}-012` });
    await client.listen();
    await client.post('/chat/open', { join: `15772-e-${event}-012` });
    for (let step = 0; step < 25 && !client.buttons().includes('Đồng ý'); step++) await client.tapFirst();
    // The table is at most two seconds old, or twenty times what reading it took.
    await expect.poll(figures, { timeout: 20_000, interval: 500 }).toMatchObject({
      figures: { joined: null },
      activePoints: 1,
    });
    // One person is too few to be a figure; that there is one shows by its name.
    expect((await figures()).figures).toEqual({ joined: null });
    await client.tap('Đồng ý');
    await expect.poll(figures, { timeout: 20_000, interval: 500 }).toMatchObject({
      figures: { joined: null, started: null, finished: null },
      communes: [
        { id: '14758' },
        { id: '15925' },
        { id: '15772', at: [{ id: '012', figures: { finished: null } }, {}] },
      ],
    });
  });

  test('its page says nothing of who they are', async () => {
    const html = await (await fetch(`${service.url}/admin/events/${event}/15772?key=${key}`)).text();
    expect(html).toContain('Nhà văn hóa thôn 3');
    expect(html).not.toMatch(/l_[\w-]{22}|web:|bác/);
  });
});
