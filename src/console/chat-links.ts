import { html } from 'hono/html';
import type { ConsoleWords } from './console-words.ts';
import type { Markup } from './layout.ts';

/** A one-time code as the links that hand it to the bot, shown once, ready to be copied. */
export function chatLinks(
  code: string,
  { publicUrl, telegramName }: { publicUrl: string; telegramName: string | undefined },
  { links }: ConsoleWords,
): Markup {
  const web = `${publicUrl}/?j=${code}`;
  const telegram =
    telegramName === undefined
      ? html`<p>${links.telegramCode(code)}</p>`
      : html`<dt>${links.telegram}</dt><dd><code>https://t.me/${telegramName}?start=${code}</code></dd>`;
  return telegramName === undefined
    ? html`<dl class="links"><dt>${links.web}</dt><dd><code>${web}</code></dd></dl>${telegram}<p class="quiet">${links.copyHint}</p>`
    : html`<dl class="links">${telegram}<dt>${links.web}</dt><dd><code>${web}</code></dd></dl><p class="quiet">${links.copyHint}</p>`;
}
