import type { Hono } from 'hono';
import { html } from 'hono/html';
import { chatLinks } from './chat-links.ts';
import type { Console, ConsoleEnv } from './console.ts';
import { firstLine } from './figures/routes.ts';
import { homePage } from './home-page.ts';
import { pageOf } from './layout.ts';

/** Letters of a person's name and where they work. */
export const longestName = 80;

export function addHomeRoutes(app: Hono<ConsoleEnv>, console: Console): void {
  app.get('/admin', async (c) => {
    const visitor = c.get('visitor');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const first = await firstLine(console, c, visitor);
    const isAdmin = visitor.person.role === 'admin';
    const troubles = isAdmin ? ((await console.channelTroubles?.()) ?? []) : [];
    return console.show(c, homePage(visitor, console.course(), console.frame(c), first, troubles));
  });

  app.post('/admin/my-name', async (c) => {
    const visitor = c.get('visitor');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const { id, unit } = visitor.person;
    const name = (c.get('form').name ?? '').trim();
    if (name === '' || name.length > longestName) return console.refuse(c, 'wrong', 400);
    await console.archive.rename(id, name, console.deed(c, 'named', { to: id, unit, note: name }));
    return console.goTo(c, '/admin');
  });

  app.post('/admin/my-chat', async (c) => {
    const visitor = c.get('visitor');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const frame = console.frame(c);
    const code = await console.desk.inviteOwnChat(visitor.person);
    const links = chatLinks(code, console, frame.words);
    const { title, text } = frame.words.ownChat;
    return console.show(c, pageOf(title, html`<p>${text}</p>${links}`, frame));
  });
}
