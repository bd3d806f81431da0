/// <reference lib="dom" />
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventCounter } from '../../src/core/counters.ts';
import type { PublicEvent } from '../../src/core/course.ts';
import { openTestConsole, type TestConsole } from '../fixtures/console.ts';
import { launchDay, morningCounters } from '../fixtures/launch-event.ts';
import { contrastsOf } from './contrast.ts';
import { noBrowser, openBrowser } from './open-browser.ts';

const phone = { width: 360, height: 740 };
const projector = { width: 1920, height: 1080 };

describe.skipIf(noBrowser !== undefined)(
  `the board of an event in Chromium${noBrowser === undefined ? '' : ` (${noBrowser})`}`,
  () => {
    let browser: Browser;
    let server: ServerType;
    let url: string;
    let event: PublicEvent;
    let counters: Record<string, number>;
    let shown: TestConsole;
    let address: string;
    const pages: Page[] = [];
    beforeAll(async () => {
      const day = await launchDay();
      event = day.event;
      counters = morningCounters(event);
      shown = openTestConsole({
        store: { tally: async () => 1, counters: async () => counters },
        course: () => day.course,
      });
      const listening = new Promise<AddressInfo>((resolve) => {
        const fetch = (request: Request): Promise<Response> => {
          // Each look finds the table old: the tests wait for no clock.
          shown.pass(10_000);
          const { pathname, search } = new URL(request.url);
          return shown.get(pathname + search, { headers: { accept: request.headers.get('accept') ?? '' } });
        };
        server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, resolve);
      });
      address = `http://127.0.0.1:${(await listening).port}/admin/events/${event.id}`;
      url = `${address}?key=key`;
      browser = await openBrowser();
    });
    afterAll(async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
      await shown.remove();
    });
    afterEach(async () => {
      for (const page of pages.splice(0)) await page.close();
    });

    async function look(address: string, options: Parameters<Browser['newPage']>[0]): Promise<Page> {
      const page = await browser.newPage(options);
      pages.push(page);
      await page.goto(address);
      return page;
    }
    const joined = (page: Page) => page.locator('.totals .main dd').first();

    test.each([
      { where: 'a projector', viewport: projector, path: '' },
      { where: 'a phone', viewport: phone, path: '' },
      { where: 'a phone, one commune', viewport: phone, path: '/14758' },
    ])(
      'on $where nothing is cut off at the side, and numbers stay on one line',
      async ({ viewport, path }) => {
        const page = await look(`${address}${path}?key=key`, { viewport });
        const found = await page.evaluate(() => ({
          width: document.documentElement.scrollWidth,
          tallest: Math.max(
            ...[...document.querySelectorAll<HTMLElement>('.totals dd:not(.unit)')].map(
              (shown) => shown.offsetHeight / Number.parseFloat(getComputedStyle(shown).fontSize),
            ),
          ),
        }));
        expect(found.width).toBeLessThanOrEqual(viewport.width);
        expect(found.tallest).toBeLessThan(1.5);
      },
    );

    test('a hall reads the totals from the last row: digits a tenth of the projector’s height', async () => {
      const page = await look(url, { viewport: projector });
      const size = await joined(page).evaluate((shown) =>
        Number.parseFloat(getComputedStyle(shown).fontSize),
      );
      expect(size).toBeGreaterThanOrEqual(108);
      const box = await page.locator('.totals').boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(projector.height);
    });

    test.each(['light', 'dark'] as const)(
      'in the %s scheme every text has 4.5 to 1, numbers 7 to 1 or more',
      async (colorScheme) => {
        const page = await look(`${address}/14758?key=key`, { viewport: phone, colorScheme });
        const found = await contrastsOf(
          page,
          'h1, p, a, dt, dd, caption, th, td, td span, small, .live',
          'h1, .totals dd:not(.unit):not(.none)',
        );
        expect(found.length).toBeGreaterThan(30);
        for (const { text, isSpecial: isNumber, contrast } of found) {
          expect(contrast, text).toBeGreaterThanOrEqual(isNumber ? 7 : 4.5);
        }
      },
    );

    test('figures rise by themselves, and what is under the finger stays', async () => {
      const page = await look(url, { viewport: phone });
      const before = await joined(page).innerText();
      const link = page.locator('tbody a').first();
      await link.focus();
      const key = eventCounter(event.id, '0001', 'joined');
      counters = { ...counters, [key]: (counters[key] ?? 0) + 1_000 };
      await page.waitForFunction(
        (old) => document.querySelector('.totals .main dd')?.textContent !== old,
        before,
      );
      expect(await link.evaluate((shown) => shown === document.activeElement)).toBe(true);
    });

    test('an empty board says so until the first person comes, without a reload', async () => {
      const full = counters;
      counters = {};
      const page = await look(url, { viewport: projector });
      expect(await joined(page).innerText()).toBe('chưa có');
      counters = { [eventCounter(event.id, '0001', 'joined')]: 10 };
      await page.waitForFunction(() => document.querySelector('.totals .main dd')?.textContent === '10');
      expect(await page.locator('.totals .main dd.none').count()).toBe(1);
      counters = full;
    });

    test('while the server cannot be reached the last figures stay, and the page says so', async () => {
      const page = await look(url, { viewport: phone });
      const before = await joined(page).innerText();
      await page.context().setOffline(true);
      await page.locator('#waiting').waitFor();
      expect(await joined(page).innerText()).toBe(before);
      await page.context().setOffline(false);
      await page.locator('#waiting').waitFor({ state: 'hidden' });
    });

    test('works without JavaScript: totals, communes, and their points a link away', async () => {
      const page = await look(url, { viewport: phone, javaScriptEnabled: false });
      expect(await page.locator('tbody tr').count()).toBe(166);
      await page.getByRole('link', { name: 'phường Hàm Rồng' }).click();
      expect(await page.locator('h1').innerText()).toBe('phường Hàm Rồng');
      expect(await page.locator('tbody tr').count()).toBe(7);
    });

    test('every link is a target of at least 44 px', async () => {
      const page = await look(url, { viewport: phone });
      const heights = await page
        .locator('a')
        .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().height));
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    });
  },
);
