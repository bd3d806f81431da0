import type { Hono } from 'hono';
import { unitsIn } from '../core/unit-tree.ts';
import { auditPage } from './audit-page.ts';
import type { Console, ConsoleEnv } from './console.ts';

const perPage = 50;

/** Who did and looked at what, for admins: of their unit and what lies below it. */
export function addAuditRoutes(app: Hono<ConsoleEnv>, console: Console): void {
  const { archive, course } = console;
  app.get('/admin/audit', async (c) => {
    const unit = c.get('visitor')?.person.unit ?? '';
    const visitor = console.allowed(c, 'see_audit', unit);
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    await console.looked(c, unit);
    const asked = Number(c.req.query('before'));
    const before = Number.isSafeInteger(asked) && asked > 0 ? asked : undefined;
    const { units } = course();
    // Above the province there is nobody, and what names no known unit must not be lost from sight.
    const isTop = units.get(unit)?.parent === undefined;
    const [found, people] = await Promise.all([
      archive.auditPage({
        limit: perPage + 1,
        ...(before === undefined ? {} : { before }),
        ...(isTop ? {} : { units: unitsIn(units, unit) }),
      }),
      archive.people(),
    ]);
    const entries = found.slice(0, perPage);
    const older = found.length > perPage ? entries.at(-1)?.number : undefined;
    const known = new Map(people.map((person) => [person.id, person]));
    return console.show(
      c,
      auditPage(entries, known, { older, isNewest: before === undefined }, console.frame(c)),
    );
  });
}
