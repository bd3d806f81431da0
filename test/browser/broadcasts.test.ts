/// <reference lib="dom" />
import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { reactionOf } from '../../src/broadcast/reaction.ts';
import type { Course } from '../../src/core/course.ts';
import { hourMs, minuteMs } from '../../src/core/time.ts';
import { loadCourse } from '../../src/course/load.ts';
import { openTestConsole, type TestConsole } from '../fixtures/console.ts';
import { type FakeOffice, fakeOffice, progressLike } from '../fixtures/fake-office.ts';
import { contrastsOf } from './contrast.ts';
import { noBrowser, openBrowser } from './open-browser.ts';
import { smallPicture } from './small-picture.ts';

/** Where to leave pictures of what was seen; nothing is left when it is not set. */
const pictures = process.env.TEST_PICTURES;
const ward = '14797';
const wide = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

/** Many pages each; long where the machine is shared. */
vi.setConfig({ testTimeout: 90_000 });

describe.skipIf(noBrowser !== undefined)(
  `broadcasts in Chromium${noBrowser === undefined ? '' : ` (${noBrowser})`}`,
  () => {
    let browser: Browser;
    let server: ServerType;
    let url: string;
    let shown: TestConsole;
    let office: FakeOffice;
    let course: Course;
    let lan: BrowserContext;
    let minh: BrowserContext;
    beforeAll(async () => {
      ({ course } = await loadCourse(new URL('../../lessons', import.meta.url).pathname));
      office = fakeOffice(
        () => course,
        () => shown.now(),
      );
      shown = openTestConsole({ office, course: () => course });
      // Ten to eight in the evening.
      shown.pass(11 * hourMs + 35 * minuteMs);
      const listening = new Promise<AddressInfo>((resolve) => {
        const fetch = (request: Request) =>
          request.url.endsWith('/chat/icon.svg') ? new Response(null, { status: 204 }) : shown.fetch(request);
        server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, resolve);
      });
      url = `http://127.0.0.1:${(await listening).port}`;
      browser = await openBrowser();
      if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
      lan = await signedIn('Lê Thị Lan (ví dụ)');
      minh = await signedIn('Trần Văn Minh (ví dụ)');
    });
    afterAll(async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
      await shown.remove();
    });

    async function signedIn(name: string): Promise<BrowserContext> {
      const { cookie, id } = await shown.signIn('official', ward);
      const deed = {
        at: shown.now(),
        by: id,
        did: 'named',
        to: id,
        unit: ward,
        note: name,
        from: 'test',
      } as const;
      await shown.archive.rename(id, name, deed);
      const context = await browser.newContext({ locale: 'vi-VN', viewport: phone });
      const [key = '', value = ''] = cookie.split('=');
      await context.addCookies([{ name: key, value, url }]);
      return context;
    }
    async function open(context: BrowserContext, path: string, viewport = phone): Promise<Page> {
      const page = await context.newPage();
      await page.setViewportSize(viewport);
      page.setDefaultTimeout(10_000);
      page.on('pageerror', (error) => expect.unreachable(error.message));
      page.on('console', (line) => {
        if (line.type() === 'error') expect.unreachable(line.text());
      });
      await page.goto(url + path);
      return page;
    }
    /** The page as it stands, on a desk and on a phone. */
    async function picture(page: Page, name: string): Promise<void> {
      if (pictures === undefined) return;
      for (const viewport of [wide, phone]) {
        await page.setViewportSize(viewport);
        const seen = await page.screenshot({ fullPage: true });
        writeFileSync(`${pictures}/broadcast-${name}-${viewport.width}.png`, smallPicture(seen));
      }
    }

    test('compose, try, hand in; a second person approves; it runs, pauses, goes on; the report says what came of it', async () => {
      const page = await open(lan, '/admin/broadcasts');
      await page.getByRole('link', { name: 'Soạn tin mới' }).click();
      await page.getByRole('link', { name: 'Cuộc gọi xưng công an' }).click();
      const text = page.locator('#vi_text');
      await page.locator('#vi_heading').fill('VÍ DỤ: Cuộc gọi xưng công an');
      await text.fill(`${await text.inputValue()} Các đối tượng hay gọi buổi tối.`);
      // The outlook follows what is written, without a reload and without losing the place.
      await page.locator('mark').waitFor();
      expect(await page.locator('mark').innerText()).toContain('đối tượng');
      expect(await text.evaluate((field) => field === document.activeElement)).toBe(true);
      await page.getByText('kẻ gian” hoặc “người”').waitFor();
      await page.locator('[name="audience_citizen"]').check();
      await page.locator('.stale').waitFor({ state: 'hidden' });
      await picture(page, 'compose');
      await text.fill(
        'Gần đây hay có cuộc gọi xưng công an, đòi chuyển tiền và bắt giữ kín. Bà con nhớ: giục, giấu, đòi thì cúp máy. Rồi hỏi công an xã.',
      );
      await page.locator('.clean').waitFor();
      await page.getByRole('button', { name: 'Gửi thử cho tôi' }).click();
      await page.getByText('Đã gửi thử vào cuộc trò chuyện').waitFor();
      await page.getByRole('button', { name: 'Gửi', exact: true }).click();
      await page.getByText('Đây là tin của chính mình').waitFor();
      expect(await page.getByRole('button', { name: 'Duyệt' }).count()).toBe(0);
      const path = new URL(page.url()).pathname;
      const id = path.split('/').at(-1) ?? '';
      office.standings.set(id, {
        asked: [
          { name: 'Trần Văn Minh (ví dụ)', hasChat: true },
          { name: 'Phạm Thị Hòa (ví dụ)', hasChat: false },
        ],
      });

      const second = await open(minh, '/admin/broadcasts');
      await second.getByText('Cần duyệt').waitFor();
      await second.getByRole('link', { name: 'VÍ DỤ: Cuộc gọi' }).click();
      await second.getByText('Gần đây hay có cuộc gọi').waitFor();
      await picture(second, 'approve');
      await second.getByRole('button', { name: 'Duyệt' }).click();
      await second.getByText('Đã duyệt.').waitFor();

      // It begins; the page of whoever wrote it follows by itself.
      const started = office.broadcasts.get(id);
      if (started === undefined) return expect.unreachable();
      const begun = { ...started, startedAt: shown.now(), state: { kind: 'running' } as const };
      office.broadcasts.set(id, begun);
      office.standings.set(id, running(1_610));
      await page.getByText('37% của').first().waitFor();
      await picture(page, 'running');
      office.standings.set(id, running(2_610));
      await page.getByText('60% của').first().waitFor();
      await page.getByRole('button', { name: 'Tạm dừng' }).click();
      await page.getByText('Lê Thị Lan (ví dụ) đã tạm dừng').waitFor();
      await page.getByRole('button', { name: 'Tiếp tục' }).click();
      await page.getByText('Đang lập danh sách').waitFor();

      office.broadcasts.set(id, {
        ...begun,
        holdoutShare: 0.05,
        state: { kind: 'done', at: shown.now() - 73 * hourMs },
      });
      const measured = {
        at: shown.now() - hourMs,
        written: { n: 3_915, reacted: 305 },
        leftOut: { n: 217, reacted: 14 },
      };
      office.standings.set(id, {
        ...running(3_915),
        restsUntil: undefined,
        expectedAt: undefined,
        // Of one ward; what so few can tell is worked out, not made up.
        reaction: reactionOf({ reactions: { 0: measured } }, 1),
      });
      await page.goto(url + path);
      await page.getByRole('link', { name: 'Xem kết quả' }).click();
      expect(await page.getByText('+1,3 điểm').count()).toBe(1);
      expect(await page.getByText('chưa chắc tin có tác dụng').count()).toBe(1);
      await picture(page, 'report');
      await page.goto(`${url}/admin/broadcasts`);
    });

    /** Four wards' figures, one of them too small to be shown. */
    function running(sent: number) {
      const counts = {
        sent,
        placed: 280,
        unreachable: 110,
        failed: 3,
        unknown: 2,
        over_budget: 412,
        opted_out: 38,
        holdout: 217,
      };
      const waiting = Math.max(0, 4_310 - sent - 280 - 110 - 3 - 2);
      const share = (part: number) =>
        progressLike({
          sent: Math.floor(sent * part),
          waiting: Math.floor(waiting * part),
          unreachable: Math.floor(110 * part),
          over_budget: Math.floor(412 * part),
        });
      return {
        progress: progressLike({ ...counts, waiting }),
        byUnit: [
          { unit: ward, progress: share(0.6) },
          { unit: '14758', progress: share(0.3) },
          { unit: '14812', progress: share(0.098) },
          { unit: '14818', progress: progressLike({ sent: 4 }) },
        ],
        restsUntil: undefined,
        expectedAt: shown.now() + 11 * hourMs + 40 * minuteMs,
      };
    }

    const unfold = (page: Page) =>
      page.locator('details').evaluateAll((all) => {
        for (const it of all) (it as HTMLDetailsElement).open = true;
      });

    /** One of each page, with as much on it as there can be. */
    const paths = [
      '/admin/broadcasts',
      '/admin/broadcasts/new',
      '/admin/broadcasts/compose?from=scam',
      '/admin/broadcasts/dang-gui',
      '/admin/broadcasts/dang-gui/report',
      '/admin/broadcasts/dang-gui/cancel',
      '/admin/broadcasts/cho-duyet',
      '/admin/broadcasts/da-dung',
      '/admin/broadcasts/costs',
    ];
    function fillPages(): void {
      const text = 'Các đối tượng hay gọi buổi tối. Đừng gửi mã OTP. Xem bit.ly/abc';
      const texts = { vi: { heading: 'VÍ DỤ: Cuộc gọi lạ', text }, en: { text: 'EXAMPLE: strange calls' } };
      const one = { author: 'x', unit: ward, texts };
      const at = shown.now();
      office.put({ ...one, id: 'dang-gui', startedAt: at, holdoutShare: 0.05, state: { kind: 'running' } });
      office.standings.set('dang-gui', { ...running(1_610), restsUntil: at + 10 * hourMs });
      office.put({
        ...one,
        id: 'cho-duyet',
        exceptionReason: 'Lũ trên sông Mã',
        state: { kind: 'waiting_for_approval', askedAt: at, why: 'size', recipients: 4_340, asked: [] },
      });
      office.standings.set('cho-duyet', { asked: [{ name: 'Phạm Thị Hòa (ví dụ)', hasChat: false }] });
      const state = { kind: 'stopped', reason: 'channel_down', detail: '401 Unauthorized', at } as const;
      office.put({ ...one, id: 'da-dung', startedAt: at, state });
    }

    test.each([
      { where: 'a small phone', viewport: { width: 360, height: 740 } },
      { where: 'a desk', viewport: wide },
    ])('on $where nothing is cut off at the side, in either language', async ({ viewport }) => {
      fillPages();
      const page = await open(lan, '/admin/broadcasts', viewport);
      for (const path of paths) {
        for (const language of ['vi', 'en']) {
          await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
          // What is folded away has a width too.
          await unfold(page);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(width, `${path} ${language}`).toBeLessThanOrEqual(viewport.width);
        }
      }
      await page.close();
    });

    test.each(['light', 'dark'] as const)('in the %s scheme every text has 4.5 to 1', async (colorScheme) => {
      fillPages();
      const page = await open(lan, '/admin/broadcasts');
      await page.emulateMedia({ colorScheme });
      for (const path of paths) {
        await page.goto(url + path);
        await unfold(page);
        const found = await contrastsOf(
          page,
          'h1, h2, h3, p, a, dt, dd, caption, th, td span, small, button:not(.first), label, legend, li, select, input, textarea, mark, summary, .badge, q, strong',
        );
        expect(found.length, path).toBeGreaterThan(5);
        for (const { text, contrast } of found)
          expect(contrast, `${path} ${text}`).toBeGreaterThanOrEqual(4.5);
      }
      await page.close();
    });

    test('every target has at least 44 px, every field a name, every page one heading', async () => {
      fillPages();
      const page = await open(lan, '/admin/broadcasts');
      for (const path of paths) {
        await page.goto(url + path);
        await unfold(page);
        const small = await page
          .locator(
            'a:not(.skip), button:not(.first), select, summary, textarea, input:not([type=hidden], [type=radio], [type=checkbox]), label.choice',
          )
          .evaluateAll((targets) =>
            targets
              // What is shown only with something else is no target before.
              .filter((target) => target.getClientRects().length > 0)
              .filter((target) => target.getBoundingClientRect().height < 44)
              .map((target) => target.outerHTML.slice(0, 80)),
          );
        expect(small, path).toEqual([]);
        const unnamed = await page
          .locator('input:not([type=hidden]), select, textarea')
          .evaluateAll((fields) =>
            fields
              .filter((it) => (it as HTMLInputElement).labels?.length === 0 && !it.hasAttribute('aria-label'))
              .map((it) => it.outerHTML.slice(0, 80)),
          );
        expect(unnamed, path).toEqual([]);
        expect(await page.locator('h1').count(), path).toBe(1);
      }
      await page.close();
    });

    test('without a script the button looks ahead, and the enter key never sends', async () => {
      const context = await browser.newContext({
        javaScriptEnabled: false,
        locale: 'vi-VN',
        viewport: phone,
        storageState: await lan.storageState(),
      });
      const before = office.broadcasts.size;
      const page = await context.newPage();
      await page.goto(`${url}/admin/broadcasts/compose`);
      await page.getByText('Viết lời nhắn trước').waitFor();
      await page.locator('#vi_text').fill('Các đối tượng hay gọi buổi tối.');
      await page.getByRole('button', { name: 'Xem trước' }).last().click();
      await page.getByText('4.340 người sẽ nhận tin').first().waitFor();
      expect(await page.locator('mark').count()).toBe(1);
      expect(await page.locator('#vi_text').inputValue()).toBe('Các đối tượng hay gọi buổi tối.');
      await page.locator('#vi_heading').fill('VÍ DỤ');
      await page.locator('#vi_heading').press('Enter');
      await page.getByText('Đã tính lại').waitFor();
      expect(office.broadcasts.size).toBe(before);
      await context.close();
    });

    test('while the network is away the form says so, and keeps what was written', async () => {
      const page = await lan.newPage();
      await page.goto(`${url}/admin/broadcasts/compose`);
      await lan.setOffline(true);
      await page.locator('#vi_text').fill('Tối có lớp.');
      await page.getByText('Chưa tính lại được').waitFor();
      await lan.setOffline(false);
      await page.locator('#vi_text').fill('Tối nay có lớp.');
      await page.getByText('4.340 người sẽ nhận tin').first().waitFor();
      expect(await page.locator('.stale').isVisible()).toBe(false);
      await page.close();
    });
  },
);
