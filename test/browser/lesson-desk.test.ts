/// <reference lib="dom" />
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLessonDesk } from '../../src/course/desk/lesson-desk.ts';
import { courseDir } from '../course/lesson-text.ts';
import { openTestConsole, type TestConsole } from '../fixtures/console.ts';
import { contrastsOf } from './contrast.ts';
import { noBrowser, openBrowser } from './open-browser.ts';

describe.skipIf(noBrowser !== undefined)(
  `the lesson desk in Chromium${noBrowser === undefined ? '' : ` (${noBrowser})`}`,
  () => {
    let browser: Browser;
    let server: ServerType;
    let url: string;
    let shown: TestConsole;
    const overlay = mkdtempSync(join(tmpdir(), 'banhoc-desk-'));
    const problems: string[] = [];
    beforeAll(async () => {
      const today = (): string => '2026-11-26';
      const lessonDesk = openLessonDesk({ dir: courseDir, overlay, today, refresh: async () => {} });
      shown = openTestConsole({ lessonDesk, publicUrl: () => url });
      const address = await new Promise<AddressInfo>((resolve) => {
        server = serve({ fetch: (request) => shown.fetch(request), port: 0, hostname: '127.0.0.1' }, resolve);
      });
      url = `http://localhost:${address.port}`;
      browser = await openBrowser();
    });
    afterAll(async () => {
      await browser.close();
      server.close();
      await shown.remove();
      rmSync(overlay, { recursive: true });
    });

    async function open(width: number, path: string, hasScript = true): Promise<Page> {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        javaScriptEnabled: hasScript,
      });
      const code = await shown.desk.invite(
        { role: 'author', unit: '38', name: 'Lan', madeBy: 'terminal', from: '' },
        'either',
      );
      const page = await context.newPage();
      page.on('pageerror', (error) => problems.push(error.message));
      await page.goto(`${url}/admin/enter/${code}`);
      await page.locator('main button').first().click();
      await page.waitForURL(/\/admin$/);
      await page.goto(url + path);
      return page;
    }

    test('what is typed is saved by itself, shown on the phone, and judged beside its field', async () => {
      const page = await open(1280, '/admin/lessons/edit/4.1.vi');
      await page.locator('[name="card.0.text"]').fill('{Ban} gọi 0912345678.');
      await page.locator('[data-part="f.card.0"] .error').waitFor();
      expect(await page.locator('[data-part="f.card.0"]').innerText()).toContain('“0912345678”');
      expect(await page.locator('[name="card.0.text"]').getAttribute('aria-invalid')).toBe('true');
      expect(await page.locator('.screens').innerText()).toContain('Bác gọi 0912345678.');
      await page.locator('[name="card.0.text"]').fill('{Ban} nghe máy.');
      await page.locator('[data-part="f.card.0"] .error').waitFor({ state: 'detached' });
      expect(await page.locator('[name="card.0.text"]').getAttribute('aria-invalid')).toBeNull();
      // It survives the browser.
      await page.reload();
      expect(await page.locator('[name="card.0.text"]').inputValue()).toBe('{Ban} nghe máy.');
      await page.close();
    });

    test('a button pressed in the midst of saving waits for it and loses nothing', async () => {
      const page = await open(1280, '/admin/lessons/edit/4.2.vi');
      await page.locator('[name="title"]').fill('Bài mới');
      await page.waitForTimeout(1190);
      await page.getByRole('button', { name: 'Thêm một thẻ' }).click();
      await page.locator('[name="card.3.title"]').waitFor();
      expect(await page.locator('[name="title"]').inputValue()).toBe('Bài mới');
      expect(await page.locator('.alarm').count()).toBe(0);
      await page.close();
    });

    test('without scripts the same form saves by its button', async () => {
      const page = await open(1280, '/admin/lessons/edit/4.3.vi', false);
      await page.locator('[name="title"]').fill('Không cần chạy mã');
      await page.locator('.saving').getByRole('button', { name: 'Lưu và xem lại' }).click();
      expect(await page.locator('[name="title"]').inputValue()).toBe('Không cần chạy mã');
      expect(await page.locator('.status').innerText()).toContain('Đã lưu lúc');
      await page.close();
    });

    test.each([390, 1280])(
      'nothing runs over the edge at %d px, and all of it can be read',
      async (width) => {
        for (const path of [
          '/admin/lessons',
          '/admin/lessons/edit/4.1.vi',
          '/admin/lessons/facts',
          '/admin/lessons/versions/4.1.vi',
        ]) {
          const page = await open(width, path);
          expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
            width,
          );
          const weak = (
            await contrastsOf(page, 'main :is(p, label, legend, button, a, th, td, li, dt, dd, h1, h2, h3)')
          ).filter(({ contrast }) => contrast < 4.5);
          expect(weak, path).toEqual([]);
          await page.close();
        }
        expect(problems).toEqual([]);
      },
    );
  },
);
