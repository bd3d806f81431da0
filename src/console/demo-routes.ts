import type { Hono } from 'hono';
import { z } from 'zod';
import { formToken } from '../access/token.ts';
import type { Console, ConsoleEnv, Ctx, Visitor } from './console.ts';
import type { DemoDesk } from './demo-desk.ts';
import { demoPage } from './demo-page.ts';

/** As `channels/demo` makes at most. */
const mostPeople = 5_000;
const wish = z.object({ count: z.coerce.number().int().min(1).max(mostPeople) });

/** Simulated people come and go at an admin's word; where an agency answers for the bot these pages do not exist. */
export function addDemoRoutes(app: Hono<ConsoleEnv>, console: Console): void {
  const { demo } = console;
  if (demo === undefined) return;
  const admin = (c: Ctx): Visitor | undefined => {
    const visitor = c.get('visitor');
    return visitor && console.allowed(c, 'manage_people', visitor.person.unit);
  };

  app.get('/admin/demo', async (c) => {
    const visitor = admin(c);
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    await console.looked(c, visitor.person.unit);
    const stands = { count: await demo.count(), work: demo.work(), most: mostPeople };
    return console.show(c, demoPage({ ...stands, token: formToken(visitor.id) }, console.frame(c)));
  });

  app.post('/admin/demo', async (c) => {
    const visitor = admin(c);
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const read = wish.safeParse(c.get('form'));
    if (!read.success) return console.refuse(c, 'wrong', 400);
    return begun(c, visitor, `+${read.data.count}`, () => demo.make(read.data.count));
  });

  app.post('/admin/demo/remove', (c) => {
    const visitor = admin(c);
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    return begun(c, visitor, '0', () => demo.remove());
  });

  /** It goes on after the answer; the page says how far. What fails is in the log, and can be asked for again. */
  async function begun(
    c: Ctx,
    { person }: Visitor,
    note: string,
    work: () => ReturnType<DemoDesk['make' | 'remove']>,
  ): Promise<Response> {
    await console.archive.addDeeds([
      console.deed(c, 'simulated', { to: person.id, unit: person.unit, note }),
    ]);
    work().catch(() => undefined);
    return console.goTo(c, '/admin/demo');
  }
}
