import { html } from 'hono/html';
import { addressed } from '../../core/address.ts';
import type { Beginning } from '../../office/office.ts';
import { type Frame, inLanguage, type Markup, pageOf } from '../layout.ts';
import type { Show } from './show.ts';

/** What a new broadcast can begin from. */
export function beginPage(beginnings: Beginning[], { words }: Show, frame: Frame): Markup {
  const { begin } = words;
  const to = (path: string): string => inLanguage(path, frame.language);
  const list = (title: string, from: Beginning['from']): Markup | '' => {
    const found = beginnings.filter((beginning) => beginning.from === from);
    if (found.length === 0) return '';
    const items = found.map(({ id, title, wish }) => {
      const text = addressed(wish.texts.vi.text, undefined, 'vi');
      return html`<li><h3><a class="way" href="${to(`/admin/broadcasts/compose?from=${encodeURIComponent(id)}`)}">${title}</a></h3><p lang="vi">${text}</p></li>`;
    });
    return html`<section><h2>${title}</h2><ul class="beginnings">${items}</ul></section>`;
  };
  return pageOf(
    begin.title,
    html`<p>${begin.text}</p>
${list(begin.ready, 'ready')}${list(begin.lastMonth, 'last_month')}
<p><a class="button plain" href="${to('/admin/broadcasts/compose')}">${begin.blank}</a></p>
<p><a class="way" href="${to('/admin/broadcasts')}">${words.back}</a></p>`,
    frame,
  );
}
