import { html } from 'hono/html';
import type { Console } from './console.ts';
import type { Markup } from './layout.ts';
import type { ConsoleWords } from './words/console.ts';

/** A one-time code as what hands it to the bot, shown once, ready to be copied. */
export function chatLinks(
  code: string,
  { publicUrl, telegram }: Pick<Console, 'publicUrl' | 'telegram'>,
  { links }: ConsoleWords,
): Markup {
  const bot = telegram();
  return html`<dl class="links">${
    bot.kind === 'named'
      ? html`<dt>${links.telegram}</dt><dd><code>https://t.me/${bot.name}?start=${code}</code></dd>`
      : ''
  }<dt>${links.web}</dt><dd><code>${publicUrl()}/?j=${code}</code></dd>${
    bot.kind === 'unnamed' ? html`<dt>${links.telegramCode}</dt><dd><code>/start ${code}</code></dd>` : ''
  }</dl><p class="quiet">${links.copyHint}</p>`;
}
