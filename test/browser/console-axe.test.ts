/// <reference lib="dom" />
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demonstrate } from '../../src/commands/demo.ts';
import { lessonsDir, type Running, runService } from '../fixtures/running-service.ts';
import { noBrowser, openBrowser } from './open-browser.ts';

/** Where to leave pictures of what was seen; nothing is left when it is not set. */
const pictures = process.env.TEST_PICTURES;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** All rules of WCAG 2.2 at A and AA that a machine can check, and what is held to be good practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe.skipIf(noBrowser !== undefined)(
  `the console with figures in Chromium${noBrowser === undefined ? '' : ` (${noBrowser})`}`,
  () => {
    let browser: Browser;
    let service: Running;
    let admin: BrowserContext;
    let paths: string[] = [];
    beforeAll(async () => {
      const dir = mkdtempSync(join(tmpdir(), 'banhoc-figures-'));
      const environment = { LESSONS_DIR: lessonsDir, DATA_DIR: dir, LOG_LEVEL: 'silent' };
      await demonstrate(environment, { learners: 1_200, json: true }, () => undefined);
      [browser, service] = [await openBrowser(), await runService({ DATA_DIR: dir })];
      if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
      admin = await browser.newContext({ locale: 'vi-VN', bypassCSP: true });
      const page = await admin.newPage();
      await page.goto(
        service.lines.map((line) => /(http\S+\/admin\/enter\/\S+)/.exec(line)?.[1] ?? '').join(''),
      );
      await page.getByRole('button', { name: 'Vào trang quản lý' }).click();
      await page.getByRole('heading', { name: 'Trang quản lý' }).waitFor();
      const offered = await page
        .locator('nav a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
      // All that the navigation offers, whoever adds to it, and what lies below questions.
      paths = [
        ...offered,
        '/admin/questions/4.1',
        '/admin/questions/4.1?kind=later',
        '/admin/questions/4.1/4.1-a1',
      ];
      await page.close();
    }, 120_000);
    afterAll(async () => {
      await browser.close();
      await service.stop();
      service.remove();
    });

    async function window(change: Parameters<Browser['newContext']>[0]): Promise<Page> {
      const context = await browser.newContext({
        locale: 'vi-VN',
        bypassCSP: true,
        storageState: await admin.storageState(),
        ...change,
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => expect.unreachable(error.message));
      return page;
    }
    const name = (path: string): string =>
      path.slice('/admin'.length).replaceAll(/[^a-z0-9.]+/g, '-') || '-home';

    test.each([
      {
        where: 'a phone by day',
        viewport: { width: 390, height: 844 },
        colorScheme: 'light' as const,
        language: '',
      },
      {
        where: 'a desk by night',
        viewport: { width: 1280, height: 800 },
        colorScheme: 'dark' as const,
        language: '',
      },
      {
        where: 'a desk in English',
        viewport: { width: 1280, height: 800 },
        colorScheme: 'light' as const,
        language: 'lang=en',
      },
    ])(
      'axe finds nothing on any page on $where, and nothing is cut off at the side',
      async ({ language, ...change }) => {
        const page = await window(change);
        const found: string[] = [];
        for (const path of paths) {
          await page.goto(
            `${service.url}${path}${language === '' ? '' : `${path.includes('?') ? '&' : '?'}${language}`}`,
          );
          expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
            change.viewport.width,
          );
          if (pictures !== undefined)
            await page.screenshot({
              path: `${pictures}/${change.viewport.width}${name(path)}-${change.colorScheme}${language}.png`,
              fullPage: true,
            });
          await page.evaluate(axe);
          const results = (await page.evaluate(
            (values) =>
              (
                globalThis as unknown as { axe: { run(of: Document, how: object): Promise<AxeResults> } }
              ).axe.run(document, { runOnly: values }),
            tags,
          )) as AxeResults;
          expect(results.passes.length, path).toBeGreaterThan(10);
          found.push(
            ...results.violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html.slice(0, 120)}`),
          );
        }
        expect(found).toEqual([]);
        await page.context().close();
      },
      180_000,
    );

    test('charts keep their letters and colours under our content policy, and say their figures to a screen reader', async () => {
      const page = await window({ bypassCSP: false, viewport: { width: 1280, height: 800 } });
      page.on('console', (line) => {
        if (line.type() === 'error') expect.unreachable(line.text());
      });
      await page.goto(`${service.url}/admin/questions/4.1`);
      const chart = page.locator('svg.chart').last();
      expect(await chart.getAttribute('aria-label')).toMatch(/4\.1-a1 \d+ %/);
      const size = await chart
        .locator('text')
        .first()
        .evaluate((text) => getComputedStyle(text).fontSize);
      expect(size).toBe('13px');
      await page.context().close();
    });

    test('every page says that its learners are simulated, on paper too', async () => {
      const page = await window({ viewport: { width: 1280, height: 800 } });
      await page.emulateMedia({ media: 'print' });
      for (const path of paths) {
        await page.goto(service.url + path);
        expect(await page.getByText('DỮ LIỆU MÔ PHỎNG').first().isVisible(), path).toBe(true);
      }
      await page.context().close();
    });

    test('every link and button is a target of at least 24 px with room, those of tables and forms of 44', async () => {
      const page = await window({ viewport: { width: 390, height: 844 } });
      for (const path of [
        '/admin/questions',
        '/admin/questions/4.1',
        '/admin/questions/4.1/4.1-a1',
        '/admin/reports',
      ]) {
        await page.goto(service.url + path);
        const small = await page
          .locator('a:not(.skip), button, summary')
          .evaluateAll((targets) =>
            targets
              .filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < 44)
              .map((target) => target.outerHTML.slice(0, 80)),
          );
        expect(small, path).toEqual([]);
      }
      await page.context().close();
    });
  },
);
