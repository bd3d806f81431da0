/// <reference lib="dom" />
import { mkdirSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Running, runService } from '../fixtures/running-service.ts';
import { contrastsOf } from './contrast.ts';
import { Hand, noBrowser, openBrowser } from './open-browser.ts';

/** Where to leave pictures of what was seen; nothing is left when it is not set. */
const pictures = process.env.TEST_PICTURES;

describe.skipIf(noBrowser !== undefined)(
  `the console in Chromium${noBrowser === undefined ? '' : ` (${noBrowser})`}`,
  () => {
    let browser: Browser;
    let service: Running;
    let admin: BrowserContext;
    beforeAll(async () => {
      [browser, service] = [await openBrowser(), await runService({ TRUST_PROXY: '1' })];
      if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
      admin = await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 } });
      const page = await admin.newPage();
      await page.goto(service.lines.map((line) => /^console: .* (http\S+)$/.exec(line)?.[1] ?? '').join(''));
      await picture(page, 'enter');
      await page.getByRole('button', { name: 'Vào trang quản lý' }).click();
      await page.getByRole('heading', { name: 'Trang quản lý' }).waitFor();
      await page.close();
    });
    afterAll(async () => {
      await browser.close();
      await service.stop();
      service.remove();
    });

    async function picture(page: Page, name: string): Promise<void> {
      if (pictures === undefined) return;
      await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
    }
    /** A page of the console in some window; what the browser complains of fails the test. */
    async function look(path: string, change: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
      const context = await browser.newContext({
        locale: 'vi-VN',
        viewport: { width: 390, height: 844 },
        storageState: await admin.storageState(),
        ...change,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      page.on('pageerror', (error) => expect.unreachable(error.message));
      page.on('console', (line) => {
        if (line.type() === 'error' && !line.text().includes('401')) expect.unreachable(line.text());
      });
      await page.goto(service.url + path);
      return page;
    }

    const paths = [
      '/admin',
      '/admin/people',
      '/admin/people/invite',
      '/admin/audit',
      '/admin/events',
      '/admin/sign-in',
    ];
    const name = (path: string): string => path.slice('/admin'.length).replaceAll('/', '-') || '-home';

    test('an admin invites from a phone; the official binds their chat and comes in by its link', async () => {
      const page = await look('/admin/people');
      await page.getByRole('link', { name: 'Mời người mới' }).click();
      await page.getByLabel('Tên người được mời').fill('Lê Thị Lan, văn phòng UBND phường');
      await page.locator('input[value=official]').check();
      await page.getByLabel('Nơi phụ trách').selectOption({ label: 'phường Hạc Thành' });
      await page.getByRole('button', { name: 'Tạo lời mời' }).click();
      const link = await page.locator('code').last().innerText();
      expect(link).toMatch(/\/\?j=moi-[0-9a-f]{32}$/);
      await picture(page, 'invited');
      await page.getByRole('link', { name: 'Về danh sách' }).click();
      await picture(page, 'people-waiting');

      const phone = await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 } });
      const hand = new Hand(await phone.newPage());
      await hand.open(service.url + new URL(link).search.replace('?', '/?'));
      await hand.page.getByText('Từ giờ cuộc trò chuyện này là của cán bộ').waitFor();
      await hand.tap('Lấy đường dẫn');
      await picture(hand.page, 'chat-link');
      const [opened] = await Promise.all([
        phone.waitForEvent('page'),
        hand.page.locator('li.bot').last().getByRole('link').click(),
      ]);
      await opened.getByRole('button', { name: 'Vào trang quản lý' }).click();
      await opened.getByRole('heading', { name: 'Xin chào, Lê Thị Lan' }).waitFor();
      await picture(opened, 'official-home');
      expect(hand.problems).toEqual([]);
      // The way out, by keyboard.
      const button = opened.getByRole('button', { name: 'Đăng xuất', exact: true });
      await button.focus();
      await opened.keyboard.press('Enter');
      await opened.getByText('Trang này không dùng mật khẩu').waitFor();
      await phone.close();
    });

    test.each([
      { where: 'a small phone', viewport: { width: 360, height: 740 } },
      { where: 'a phone', viewport: { width: 390, height: 844 } },
      { where: 'a desk', viewport: { width: 1280, height: 800 } },
    ])('on $where nothing is cut off at the side, in either language', async ({ viewport }) => {
      const page = await look('/admin', { viewport });
      for (const path of paths) {
        for (const language of ['', '?lang=en']) {
          await page.goto(service.url + path + language);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(width, path + language).toBeLessThanOrEqual(viewport.width);
          if (language === '' || path === '/admin/people') {
            await picture(page, `${viewport.width}${name(path)}${language === '' ? '' : '-en'}`);
          }
        }
      }
      await page.context().close();
    });

    test.each(['light', 'dark'] as const)('in the %s scheme every text has 4.5 to 1', async (colorScheme) => {
      const page = await look('/admin', { colorScheme });
      for (const path of paths) {
        await page.goto(service.url + path);
        if (colorScheme === 'dark') await picture(page, `dark${name(path)}`);
        const found = await contrastsOf(
          page,
          'h1, h2, p, a, dt, dd, caption, th, td span, small, button, label, legend, li, select, input',
        );
        expect(found.length, path).toBeGreaterThan(5);
        for (const { text, contrast } of found)
          expect(contrast, `${path} ${text}`).toBeGreaterThanOrEqual(4.5);
      }
      await page.context().close();
    });

    test('every link, button and field is a target of at least 44 px', async () => {
      const page = await look('/admin');
      for (const path of paths) {
        await page.goto(service.url + path);
        const small = await page
          .locator('a:not(.skip), button, select, input:not([type=hidden]):not([type=radio]), label.choice')
          .evaluateAll((targets) =>
            targets
              .filter((target) => target.getBoundingClientRect().height < 44)
              .map((target) => target.outerHTML.slice(0, 80)),
          );
        expect(small, path).toEqual([]);
      }
      await page.context().close();
    });

    test('works without JavaScript, which it has none of', async () => {
      const page = await look('/admin', { javaScriptEnabled: false });
      expect(await page.locator('script').count()).toBe(0);
      await page.getByRole('button', { name: 'Gắn cuộc trò chuyện của tôi' }).click();
      expect(await page.locator('h1').innerText()).toBe('Gắn cuộc trò chuyện của tôi');
      await page.getByRole('link', { name: 'English' }).click();
      expect(await page.locator('h1').innerText()).toBe('Console');
    });

    test('a screen reader meets one heading, named regions, and a table with heads', async () => {
      const page = await look('/admin');
      for (const path of paths) {
        await page.goto(service.url + path);
        expect(await page.locator('h1').count(), path).toBe(1);
        expect(await page.locator('main').count()).toBe(1);
        expect(await page.locator('html').getAttribute('lang')).toBe('vi');
        const unnamed = await page
          .locator('input:not([type=hidden]), select')
          .evaluateAll(
            (fields) => fields.filter((it) => (it as HTMLInputElement).labels?.length === 0).length,
          );
        expect(unnamed, path).toBe(0);
      }
      await page.goto(`${service.url}/admin/people`);
      expect(await page.getByRole('navigation', { name: 'Các trang' }).count()).toBe(1);
      expect(await page.locator('nav [aria-current=page]').innerText()).toBe('Người phụ trách');
      // The first stop of the keyboard goes past the navigation.
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Tới nội dung');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    });
  },
);
