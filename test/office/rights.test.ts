import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noCounts } from '../../src/broadcast/states.ts';
import { type StaffRole, staffRoles } from '../../src/core/staff.ts';
import type { Office } from '../../src/office/office.ts';
import { done, openTestOffice, someone, type TestOffice, wish } from '../fixtures/office.ts';

let it: TestOffice;
beforeEach(async () => {
  it = openTestOffice();
  await it.learner('1');
});
afterEach(() => it.remove());

type Call = Exclude<keyof Office, 'beginnings' | 'list'>;
const calls: Call[] = ['look', 'write', 'find', 'standing', 'tryOn', 'submit', 'approve', 'act'];

/** Written out by hand: what each role may do with a broadcast of a place that lies within theirs. */
const table: Record<Call, Record<StaffRole, 'may' | 'right' | 'missing'>> = {
  look: { admin: 'may', official: 'may', analyst: 'right', author: 'right', facilitator: 'right' },
  write: { admin: 'may', official: 'may', analyst: 'right', author: 'right', facilitator: 'right' },
  find: { admin: 'may', official: 'may', analyst: 'may', author: 'missing', facilitator: 'missing' },
  standing: { admin: 'may', official: 'may', analyst: 'may', author: 'missing', facilitator: 'missing' },
  tryOn: { admin: 'may', official: 'may', analyst: 'right', author: 'missing', facilitator: 'missing' },
  submit: { admin: 'may', official: 'may', analyst: 'right', author: 'missing', facilitator: 'missing' },
  approve: { admin: 'may', official: 'may', analyst: 'right', author: 'missing', facilitator: 'missing' },
  act: { admin: 'may', official: 'may', analyst: 'right', author: 'missing', facilitator: 'missing' },
};
/** Units of the caller, and whether Nga An lies within. */
const places = { '38': true, '16012': true, '15715': false, thcs_nga_an: false, '99999': false };

const cases = calls.flatMap((call) =>
  staffRoles.flatMap((role) =>
    Object.entries(places).map(([unit, isWithin]) => ({ call, role, unit, isWithin })),
  ),
);

/** What came of a call: `may` when the right was there, whatever else was said. */
async function outcome(call: Call): Promise<string> {
  const { office } = it;
  const caller = it.by('who');
  const seen = await it.written('an');
  if (call === 'look') return outcomeOf(await office.look(caller, wish()));
  if (call === 'write') return outcomeOf(await office.write(caller, wish(), seen));
  if (call === 'find') return (await office.find(caller, seen.id)) === undefined ? 'missing' : 'may';
  if (call === 'standing') return (await office.standing(caller, seen.id)) === undefined ? 'missing' : 'may';
  if (call === 'tryOn') return outcomeOf(await office.tryOn(caller, seen.id, 'oneself'));
  if (call === 'submit') return outcomeOf(await office.submit(caller, seen));
  if (call === 'approve') return outcomeOf(await office.approve(caller, seen));
  return outcomeOf(await office.act(caller, seen.id, 'cancel'));
}
function outcomeOf(answer: object): string {
  if (!('kind' in answer)) return 'may';
  if (answer.kind === 'missing') return 'missing';
  return 'why' in answer && answer.why === 'right' ? 'right' : 'may';
}

describe('who may do what', () => {
  test.each(cases)('$call by $role of $unit', async ({ call, role, unit, isWithin }) => {
    it.people.push(someone('who', { role, unit }));
    const isOfWish = call === 'look' || call === 'write';
    const expected = isWithin ? table[call][role] : isOfWish ? 'right' : 'missing';
    expect(await outcome(call)).toBe(expected);
  });

  test('somebody who was let out may do nothing, and is told of nothing', async () => {
    it.people.push(someone('who', { revokedAt: 1 }));
    const { id } = await it.written('an');
    expect(await it.office.find(it.by('who'), id)).toBeUndefined();
    expect(await it.office.list(it.by('who'))).toEqual([]);
    expect(await it.office.act(it.by('who'), id, 'cancel')).toEqual({ kind: 'missing' });
  });

  test('the id of a neighbour’s broadcast, forwarded, is no broadcast; nothing was done and nothing is in the log', async () => {
    const { id, revision } = await it.written('an');
    const before = it.deeds.length;
    const caller = it.by('dong');
    const missing = { kind: 'missing' };
    expect(await it.office.submit(caller, { id, revision })).toEqual(missing);
    expect(await it.office.approve(caller, { id, revision })).toEqual(missing);
    expect(await it.office.tryOn(caller, id, 'oneself')).toEqual(missing);
    for (const act of ['send_back', 'pause', 'resume', 'cancel'] as const) {
      expect(await it.office.act(caller, id, act)).toEqual(missing);
      expect(await it.office.act(caller, 'no-such', act)).toEqual(missing);
    }
    expect(await it.office.write(caller, wish({ unit: '15715' }), { id, revision })).toEqual(missing);
    expect(await it.office.list(caller)).toEqual([]);
    expect(it.deeds).toHaveLength(before);
    expect((await it.office.find(it.by('an'), id))?.state.kind).toBe('draft');
  });

  test('what has left the store for the archive is looked back on by the same people, and changed by nobody', async () => {
    const { id } = await it.written('an');
    const record = await it.office.find(it.by('an'), id);
    if (record === undefined) throw new Error('it is gone');
    const past = { ...record, id: 'nam-ngoai', state: { kind: 'done' as const, at: 1 } };
    const counts = { '16012': { ...noCounts(), sent: 7 } };
    const kept = { broadcasts: async () => [record, past], countsByUnit: async () => counts };
    const later = openTestOffice({ store: it.store, kept });
    expect((await later.office.list(it.by('an'))).map((one) => one.id)).toEqual([id, 'nam-ngoai']);
    expect((await later.office.standing(it.by('xem'), 'nam-ngoai'))?.progress.sent).toBe(7);
    expect(await later.office.find(it.by('dong'), 'nam-ngoai')).toBeUndefined();
    expect(await later.office.act(it.by('an'), 'nam-ngoai', 'cancel')).toEqual({ kind: 'missing' });
  });

  test.each([
    { what: 'a neighbour', audience: { units: ['15715'] } },
    { what: 'the province above', audience: { units: ['16012', '38'] } },
    { what: 'a place that is none', audience: { units: ['nowhere'] } },
  ])('an office writes to nobody outside it: $what', async ({ audience }) => {
    const no = { kind: 'refused', why: 'right' };
    expect(await it.office.look(it.by('an'), wish({ audience }))).toEqual(no);
    expect(await it.office.write(it.by('an'), wish({ audience }))).toEqual(no);
    // Nor does the province in a commune's name.
    expect(await it.office.write(it.by('tinh'), wish({ audience }))).toEqual(no);
  });

  test('without places it is for the office and all below it, and nobody can name chats', async () => {
    await it.learner('2', { commune: undefined, organisation: 'thcs_nga_an' });
    await it.learner('3', { commune: '15715' });
    await it.learner('4', { commune: undefined });
    const audience = { chats: ['telegram:-:3'] };
    const { id } = done(await it.office.write(it.by('an'), wish({ audience } as never)));
    expect((await it.office.find(it.by('an'), id))?.audience).toEqual({ units: ['16012'] });
    expect(await it.office.look(it.by('an'), wish())).toMatchObject({ audience: { total: 2 } });
    // The one at the top reaches those too who have not said where they live.
    expect(await it.office.look(it.by('tinh'), wish({ unit: '38' }))).toMatchObject({
      audience: { total: 4 },
    });
  });
});
