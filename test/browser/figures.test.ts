/// <reference lib="dom" />
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { communeCounter } from '../../src/core/counters.ts';
import { audiences, type Course } from '../../src/core/course.ts';
import { dayMs } from '../../src/core/time.ts';
import { openTestConsole, type SignedIn, type TestConsole } from '../fixtures/console.ts';
import { censusOf, type Group, skillCounters } from '../fixtures/counted-people.ts';
import { launchDay } from '../fixtures/launch-event.ts';
import { noBrowser, openBrowser } from './open-browser.ts';

/** Where to leave pictures of what was seen; nothing is left when it is not set. */
const pictures = process.env.TEST_PICTURES;
const now = Date.UTC(2026, 10, 26, 1, 15, 32);
const paths = [
  '/admin/figures',
  '/admin/figures?unit=14797&lesson=4.1',
  '/admin/figures/lessons',
  '/admin/figures/lessons/4.1',
  '/admin/figures/boards/14797',
  '/admin/figures/report',
  '/admin/figures/population',
  '/admin/wall/14797',
];

/** A province in which every commune learns. */
function countedOf({ units, lessons }: Course): { counters: Record<string, number>; groups: Group[] } {
  const communes = [...units.values()].filter(({ kind }) => kind === 'commune');
  const counters: Record<string, number> = {};
  const groups: Group[] = [];
  for (const [place, { id }] of communes.entries()) {
    const size = 12 + ((place * 37) % 90);
    for (const audience of audiences) {
      const finishedAt = now - (place % 60) * dayMs;
      groups.push({
        people: Math.ceil(size / 3),
        commune: id,
        audience,
        finished: { '4.1': finishedAt },
        joinedAt: finishedAt,
      });
      for (const lesson of lessons.keys()) {
        const right = Math.ceil(size * 0.8);
        Object.assign(
          counters,
          skillCounters(id, audience, lesson, {
            finished: size,
            right,
            delayed: Math.ceil(size / 2),
            delayedRight: Math.ceil(size / 3),
          }),
        );
      }
    }
    for (const month of ['2026-08', '2026-09', '2026-10', '2026-11']) {
      counters[communeCounter(id, month, 'answered')] = size * 30;
      counters[communeCounter(id, month, 'right')] = size * 23;
    }
  }
  for (const lesson of lessons.values()) {
    const way = `K/${lesson.vi?.id}@${lesson.vi?.version}`;
    Object.assign(counters, {
      [`${way}/opened`]: 9_000,
      [`${way}/0/30`]: 8_700,
      [`${way}/1/30`]: 8_100,
      [`${way}/2/60`]: 7_900,
      [`${way}/task`]: 7_700,
      [`${way}/finished`]: 7_200,
    });
  }
  return { counters, groups };
}

describe.skipIf(noBrowser !== undefined)(
  `the pages of figures in Chromium${noBrowser === undefined ? '' : ` (${noBrowser})`}`,
  () => {
    let browser: Browser;
    let server: ServerType;
    let opened: TestConsole;
    let url: string;
    let admin: SignedIn;
    let course: Course;
    beforeAll(async () => {
      ({ course } = await launchDay());
      const { counters, groups } = countedOf(course);
      const census = censusOf(groups, now);
      opened = openTestConsole({
        course: () => course,
        isSimulated: true,
        store: { tally: async () => 1, counters: async () => counters },
        peopleCount: async () => census,
      });
      admin = await opened.signIn('admin');
      const form = (fields: Record<string, string>) => ({
        headers: { cookie: admin.cookie },
        form: { token: admin.token, ...fields },
      });
      const rows = [...course.units.values()].map(({ id }) => `${id},21000,4000,120,2600`);
      await opened.get(
        '/admin/figures/population',
        form({ table: ['code,adults,pupils,officials,workers', ...rows].join('\n') }),
      );
      await opened.get('/admin/figures/boards/14797/wall', form({ on: 'yes' }));
      const listening = new Promise<AddressInfo>((resolve) => {
        const fetch = (request: Request): Promise<Response> => {
          const { pathname, search } = new URL(request.url);
          return opened.get(pathname + search, { headers: { cookie: admin.cookie } });
        };
        server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, resolve);
      });
      url = `http://127.0.0.1:${(await listening).port}`;
      browser = await openBrowser();
      if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
      await opened.remove();
    });
    async function look(path: string, width: number): Promise<Page> {
      const page = await browser.newPage({ viewport: { width, height: 844 }, javaScriptEnabled: true });
      page.on('pageerror', (error) => expect.unreachable(error.message));
      await page.goto(url + path);
      return page;
    }

    test.each(paths)(
      '%s fits a phone, and axe finds nothing',
      async (path) => {
        for (const width of [390, 1280]) {
          const page = await look(path, width);
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
          ).toBeLessThanOrEqual(0);
          expect(await problemsOf(page), `${path} at ${width}`).toEqual([]);
          if (pictures !== undefined) {
            const name = path.slice('/admin/'.length).replaceAll(/[^a-z0-9]+/g, '-');
            await page.screenshot({ path: `${pictures}/${name}-${width}.png`, fullPage: true });
          }
          await page.close();
        }
      },
      60_000,
    );

    test.each(['', '?lang=en', '?unit=14797', '?unit=14797&lesson=2.1&month=2026-10&lang=en'])(
      'the monthly report prints to two sheets of A4: %s',
      async (query) => {
        const page = await look(`/admin/figures/report${query}`, 1280);
        const pdf = await page.pdf({ preferCSSPageSize: true });
        expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length).toBe(2);
        // Each sentence leads to its figure, with n and date.
        const links = await page
          .locator('.summary a.source')
          .evaluateAll((all) => all.map((it) => it.getAttribute('href') ?? ''));
        expect(links.length).toBeGreaterThan(4);
        for (const link of links) expect(await page.locator(`tr${link} td`).count()).toBe(3);
        await page.close();
      },
      60_000,
    );

    test('a place and a skill are chosen by keyboard alone, without JavaScript', async () => {
      const page = await browser.newPage({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
      await page.goto(`${url}/admin/figures`);
      await page.getByLabel('Nơi').selectOption({ label: 'phường Hạc Thành' });
      await page.getByLabel('Việc').selectOption('2.1');
      await page.getByRole('button', { name: 'Xem' }).press('Enter');
      await page.waitForURL(/unit=14797/);
      expect(await page.locator('.answer').innerText()).toContain('phường Hạc Thành');
      await page.close();
    });
  },
);

type Axe = { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

/** What axe finds wrong, by rule and place. */
async function problemsOf(page: Page): Promise<string[]> {
  // Our policy lets no script of another in, so it is put in by the browser itself.
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((it) => it.html.slice(0, 120)).join(' | ')}`,
    );
  });
}
const axeSource = createRequire(import.meta.url)('axe-core').source as string;
