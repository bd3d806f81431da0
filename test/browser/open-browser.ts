/// <reference lib="dom" />
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why browser tests cannot run here; undefined when they can. */
export const noBrowser = existsSync(executablePath)
  ? undefined
  : `Chromium is not at ${executablePath}; install it (Debian: chromium) or set CHROMIUM`;

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
    ],
  });

/** A small Vietnamese phone. */
export const phone: BrowserContextOptions = {
  viewport: { width: 320, height: 640 },
  locale: 'vi-VN',
  hasTouch: true,
};

/** What a person does on the page. */
export class Hand {
  readonly page: Page;
  readonly problems: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (line) => {
      if (line.type() === 'error' && !line.text().includes('net::ERR')) this.problems.push(line.text());
    });
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator('.choices button').first().waitFor();
  }

  messages(): Promise<number> {
    return this.page.locator('li.bot').count();
  }

  /** Does something and waits for the bot's next message. */
  async andHear(act: () => Promise<void>): Promise<string> {
    const before = await this.messages();
    await act();
    await this.page.locator(`li.bot >> nth=${before}`).waitFor();
    return this.page.locator('li.bot').last().innerText();
  }

  tap(label: string): Promise<string> {
    return this.andHear(() =>
      this.page.locator('li.bot').last().getByRole('button', { name: label, exact: true }).click(),
    );
  }

  /** The newest message stands free: from its top, or, when it fits, down to its last button. */
  isReadable(): Promise<boolean> {
    return this.page.evaluate(() => {
      const message = document.querySelector('li.bot:last-child')?.getBoundingClientRect();
      const header = document.querySelector('header')?.getBoundingClientRect();
      const bar = document.querySelector('#write')?.getBoundingClientRect();
      if (message === undefined || header === undefined || bar === undefined) return false;
      const hasTop = message.top >= header.bottom - 1;
      const hasEnd = message.bottom <= bar.top + 1;
      return hasTop && (hasEnd || message.height > bar.top - header.bottom - 60);
    });
  }

  tapFirst(): Promise<string> {
    return this.andHear(() => this.page.locator('li.bot').last().locator('.choices button').first().click());
  }

  write(text: string): Promise<string> {
    return this.andHear(async () => {
      await this.page.locator('#text').fill(text);
      await this.page.keyboard.press('Enter');
    });
  }
}
