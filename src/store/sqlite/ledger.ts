import { type Broadcast, newestFirst } from '../../broadcast/broadcast.ts';
import {
  budgetStates,
  type Counts,
  codeOf,
  noCounts,
  type RecipientState,
  stateOf,
} from '../../broadcast/states.ts';
import { chatKey, parseChatKey } from '../../core/chat.ts';
import type { Instant } from '../../core/time.ts';
import type {
  Begun,
  BroadcastLedger,
  Candidate,
  LedgerAnswer,
  LedgerStates,
  LedgerWork,
  Walk,
} from '../broadcasts.ts';
import { chunkNumbers, type MarkSheet, stateIn } from '../mark-sheet.ts';
import { readGlance, readWire } from '../record.ts';
import { type Lease, type OutboxRow, StoreUnavailable } from '../store.ts';
import type { Database } from './database.ts';
import { openLeaseCheck } from './leases.ts';

type ChatRow = { number: number; address: string; record: Uint8Array };
type LedgerRow = { due: string; is_open: number; revision: number; returned: number };

/** Broadcasts in the one partition of the embedded store. */
export function openLedger(
  db: Database,
  clock: () => Instant,
  tellRows: (rows: OutboxRow[]) => void,
): BroadcastLedger {
  const holds = openLeaseCheck(db, clock);
  const states = openStates(db);
  const revisionOf = db.prepare('SELECT revision FROM broadcasts WHERE id = ?');
  const putBody = db.prepare('INSERT OR REPLACE INTO broadcasts (id, revision, body) VALUES (?, ?, ?)');
  const bodies = db.prepare('SELECT body FROM broadcasts');
  const next = db.prepare("SELECT value FROM meta WHERE key = 'next_number'");
  const restoring = db.prepare("SELECT 1 FROM meta WHERE key = 'restoring'");
  const page = db.prepare(
    'SELECT number, address, record FROM chats WHERE number >= ? AND number < ? ORDER BY number LIMIT ?',
  );
  const find = db.prepare('SELECT due, is_open, revision, returned FROM ledgers WHERE id = ?');
  const open = db.prepare('INSERT OR IGNORE INTO ledgers (id, due, is_open, revision) VALUES (?, ?, 0, 0)');
  const setDue = db.prepare('UPDATE ledgers SET due = ? WHERE id = ?');
  const setGate = db.prepare('UPDATE ledgers SET is_open = ?, revision = ? WHERE id = ? AND revision <= ?');
  const drops = ['broadcasts', 'ledgers', 'ledger_chunks', 'ledger_counts', 'half_sent'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE id = ?`),
  );
  const addHalf = db.prepare('INSERT INTO half_sent (id, number, fence, unit) VALUES (?, ?, ?, ?)');
  const findHalf = db.prepare('SELECT unit FROM half_sent WHERE id = ? AND number = ? AND fence = ?');
  const dropHalf = db.prepare('DELETE FROM half_sent WHERE id = ? AND number = ?');
  const olderHalf = db.prepare('SELECT number, unit FROM half_sent WHERE id = ? AND fence < ?');
  const chat = db.prepare('SELECT address, revision FROM chats WHERE number = ?');
  const byAddress = db.prepare('SELECT number, address, record FROM chats WHERE address = ?');
  const addRow = db.prepare(
    'INSERT INTO outbox (address, id, outgoing, expires_at, not_before_at) VALUES (?, ?, ?, NULL, 0)',
  );

  const ledgerRow = (id: string): LedgerRow | undefined => find.get(id) as LedgerRow | undefined;
  /** One transaction; one that fails half-way leaves nothing gathered for whoever reads next. */
  const change = <T>(work: () => T): Promise<T> =>
    db.write(() => {
      try {
        const result = work();
        states.flush();
        return result;
      } finally {
        states.discard();
      }
    });
  const isRestoring = (): boolean => restoring.get() !== undefined;
  const beginWalk = (): string => {
    if (isRestoring()) {
      throw new StoreUnavailable(`${db.file}: chats come back from the archive; a walk would miss some`);
    }
    return `${Number(next.get()?.value)}:0`;
  };

  const hadBy = (broadcasts: string[], number: number): number =>
    broadcasts.filter((other) =>
      (budgetStates as readonly RecipientState[]).includes(states.get(other, number)),
    ).length;

  const pageOf = (walk: Walk, limit: number): { rows: ChatRow[]; next: Walk | undefined } => {
    const [below = 0, from = 0] = walk.split(':').map(Number);
    const rows = page.all(from, below, limit) as ChatRow[];
    const last = rows.at(-1);
    const isLast = rows.length < limit || last === undefined;
    return { rows, next: isLast ? undefined : `${below}:${last.number + 1}` };
  };

  /** Whether a recipient may be sent to as it was looked at; who may not is written down where that is for good. */
  const judge = (id: string, it: Candidate, budget: LedgerWork['budget']): Begun => {
    if (states.get(id, it.number) !== 'waiting') return 'not_waiting';
    const found = chat.get(it.number) as { address: string; revision: number } | undefined;
    if (found === undefined || found.address !== chatKey(it.chat)) {
      if (isRestoring()) return 'moved';
      states.set(id, it.number, 'erased', it.unit);
      return 'erased';
    }
    if (found.revision !== it.revision) return 'moved';
    if (budget === undefined || hadBy(budget.broadcasts, it.number) < budget.most) return 'begun';
    states.set(id, it.number, 'over_budget', it.unit);
    return 'over_budget';
  };

  const workIn = (lease: Lease, id: string, work: LedgerWork, rows: OutboxRow[]): LedgerAnswer => {
    for (const { number, state } of work.settle ?? []) {
      const half = findHalf.get(id, number, lease.fence) as { unit: string } | undefined;
      if (half === undefined) continue;
      states.set(id, number, state, half.unit);
      dropHalf.run(id, number);
    }
    for (const { number, state, unit } of work.pass ?? []) {
      if (states.get(id, number) === 'waiting') states.set(id, number, state, unit);
    }
    const isRunning = holds(lease, 'running');
    const isOpen = ledgerRow(id)?.is_open === 1;
    if (!isRunning || !isOpen) return { isRunning, isOpen, placed: [], begun: [] };
    const placed = (work.place ?? []).map((it): Begun => {
      const result = judge(id, it, work.budget);
      if (result !== 'begun') return result;
      const rowId = `broadcast:${id}:${it.number}`;
      const { lastInsertRowid } = addRow.run(chatKey(it.chat), rowId, JSON.stringify(it.outgoing));
      rows.push({
        sequence: Number(lastInsertRowid),
        id: rowId,
        chat: it.chat,
        outgoing: it.outgoing,
        attempts: 0,
        unknowns: 0,
      });
      states.set(id, it.number, 'placed', it.unit);
      return result;
    });
    const begun = (work.begin ?? []).map((it): Begun => {
      const result = judge(id, it, work.budget);
      if (result !== 'begun') return result;
      states.set(id, it.number, 'sending', it.unit);
      addHalf.run(id, it.number, lease.fence, it.unit);
      return result;
    });
    return { isRunning, isOpen, placed, begun };
  };

  return {
    putBroadcast: (broadcast, base) =>
      db.write(() => {
        if (Number(revisionOf.get(broadcast.id)?.revision ?? 0) !== base) return false;
        putBody.run(broadcast.id, broadcast.revision, JSON.stringify(broadcast));
        return true;
      }),
    broadcasts: () =>
      db.read(() =>
        (bodies.all() as { body: string }[])
          .map(({ body }) => JSON.parse(body) as Broadcast)
          .sort(newestFirst),
      ),
    dropBroadcast: (id) =>
      db.write(() => {
        for (const drop of drops) drop.run(id);
      }),

    beginWalk: () => db.read(beginWalk),
    walkChats: (_partition, walk, limit, waitingIn) =>
      db.read(() => {
        beginWalk();
        const { rows, next: after } = pageOf(walk, limit);
        const wanted =
          waitingIn === undefined
            ? rows
            : rows.filter(({ number }) => states.get(waitingIn, number) === 'waiting');
        return {
          chats: wanted.flatMap(({ number, address, record }) => {
            const chat = parseChatKey(address);
            if (chat === undefined) return [];
            const { head, wire } = readWire(bufferOf(record));
            return [{ chat, number, revision: head.revision, wire }];
          }),
          next: after,
        };
      }),

    lookUp: (_partition, chats, waitingIn) =>
      db.read(() => {
        beginWalk();
        return chats.flatMap((it) => {
          const row = byAddress.get(chatKey(it)) as ChatRow | undefined;
          if (row === undefined) return [];
          if (waitingIn !== undefined && states.get(waitingIn, row.number) !== 'waiting') return [];
          const { head, wire } = readWire(bufferOf(row.record));
          return [{ chat: it, number: row.number, revision: head.revision, wire }];
        });
      }),

    spreadWalk(walk, pages) {
      const [below = 0] = walk.split(':').map(Number);
      return Array.from({ length: pages }, (_, page) => `${below}:${Math.floor((below * page) / pages)}`);
    },

    walkGlances: (_partition, walk, limit, withChats) =>
      db.read(() => {
        beginWalk();
        const { rows, next: after } = pageOf(walk, limit);
        const glances = rows.map(({ address, record }) => ({
          ...readGlance(bufferOf(record)),
          chat: withChats ? parseChatKey(address) : undefined,
        }));
        return { glances, next: after };
      }),

    freeze: (_partition, id) =>
      db.write(() => {
        if (ledgerRow(id) === undefined) open.run(id, beginWalk());
      }),
    ledger: (_partition, id) =>
      db.read(() => {
        const row = ledgerRow(id);
        if (row === undefined) return undefined;
        return {
          due: row.due === '' ? undefined : row.due,
          isOpen: row.is_open === 1,
          returned: row.returned,
          counts: states.counts(id),
        };
      }),
    ledgerStates: (_partition, id) =>
      db.read(() => (ledgerRow(id) === undefined ? undefined : states.all(id))),
    hadBy: (_partition, broadcasts, numbers) =>
      db.read(() => numbers.map((number) => hadBy(broadcasts, number))),
    countsByUnit: (id) => db.read(() => states.countsByUnit(id)),

    plan: (lease, id, { walk, next: after, sheet }) =>
      change(() => {
        if (!holds(lease, 'latest')) return 'lost';
        if (ledgerRow(id)?.due !== walk) return 'moved';
        states.add(id, sheet);
        setDue.run(after ?? '', id);
        return 'planned';
      }),
    setGate: (_partition, id, revision, isOpen) =>
      change(() => {
        setGate.run(isOpen ? 1 : 0, revision, id, revision);
      }),

    async workLedger(lease, id, work) {
      let rows: OutboxRow[] = [];
      const answer = await change(() => {
        rows = [];
        if (!holds(lease, 'latest')) return undefined;
        return workIn(lease, id, work, rows);
      });
      if (rows.length > 0) tellRows(rows);
      return answer;
    },
    takeOverLedger: (lease, id, to) =>
      change(() => {
        if (!holds(lease, 'latest')) return undefined;
        const half = olderHalf.all(id, lease.fence) as { number: number; unit: string }[];
        for (const { number, unit } of half) {
          states.set(id, number, to, unit);
          dropHalf.run(id, number);
        }
        return half.length;
      }),
    closeErased: (lease, id, returned) =>
      change(() => {
        if (!holds(lease, 'latest')) return 'lost';
        if (isRestoring() || ledgerRow(id)?.returned !== returned) return 'moved';
        const gone = states.numbersOf(id, 'waiting');
        for (const number of gone) states.set(id, number, 'erased', '');
        return gone.length;
      }),
    noteRead: (_partition, id, { number, unit }) =>
      change(() => {
        if (states.get(id, number) === 'placed') states.set(id, number, 'sent', unit);
      }),
  };
}

/**
 * The states themselves, four bits each, and their counts. What a transaction changes is gathered and written by
 * `flush` at its end: a chunk that many sends touch is written once.
 */
function openStates(db: Database) {
  const read = db.prepare('SELECT states FROM ledger_chunks WHERE id = ? AND chunk = ?');
  const write = db.prepare('INSERT OR REPLACE INTO ledger_chunks (id, chunk, states) VALUES (?, ?, ?)');
  const all = db.prepare('SELECT chunk, states FROM ledger_chunks WHERE id = ? ORDER BY chunk');
  const add = db.prepare(
    `INSERT INTO ledger_counts (id, unit, state, n) VALUES (?, ?, ?, ?)
     ON CONFLICT (id, unit, state) DO UPDATE SET n = n + excluded.n`,
  );
  const total = db.prepare("SELECT state, n FROM ledger_counts WHERE id = ? AND unit = '*'");
  const units = db.prepare("SELECT unit, state, n FROM ledger_counts WHERE id = ? AND unit <> '*'");
  const addReturned = db.prepare('UPDATE ledgers SET returned = returned + 1 WHERE id = ?');
  const changed = new Map<string, { id: string; chunk: number; bytes: Uint8Array }>();
  const deltas = new Map<string, { id: string; unit: string; state: number; n: number }>();

  const chunkOf = (id: string, chunk: number): Uint8Array | undefined =>
    changed.get(`${id}:${chunk}`)?.bytes ??
    (read.get(id, chunk) as { states: Uint8Array } | undefined)?.states;
  const at = (bytes: Uint8Array | undefined, place: number): number => {
    const byte = bytes?.[place >> 1] ?? 0;
    return place % 2 === 0 ? byte >> 4 : byte & 15;
  };
  const count = (id: string, unit: string, state: number, by: number): void => {
    for (const under of ['*', unit]) {
      const key = `${id} ${state} ${under}`;
      const known = deltas.get(key);
      if (known === undefined) deltas.set(key, { id, unit: under, state, n: by });
      else known.n += by;
    }
  };
  return {
    get: (id: string, number: number): RecipientState =>
      stateOf(at(chunkOf(id, Math.floor(number / chunkNumbers)), number % chunkNumbers)),
    set(id: string, number: number, state: RecipientState, unit: string): void {
      const chunk = Math.floor(number / chunkNumbers);
      const place = number % chunkNumbers;
      const bytes = chunkOf(id, chunk) ?? new Uint8Array(chunkNumbers / 2);
      const before = at(bytes, place);
      const byte = bytes[place >> 1] ?? 0;
      bytes[place >> 1] = place % 2 === 0 ? (byte & 15) | (codeOf(state) << 4) : (byte & 240) | codeOf(state);
      changed.set(`${id}:${chunk}`, { id, chunk, bytes });
      if (before !== 0) count(id, unit, before, -1);
      if (before !== 0 && state === 'waiting') addReturned.run(id);
      count(id, unit, codeOf(state), 1);
    },
    /** Of numbers that are nobody's yet. */
    add(id: string, sheet: MarkSheet): void {
      for (const [chunk, marked] of sheet.chunks) {
        const bytes = chunkOf(id, chunk) ?? new Uint8Array(chunkNumbers / 2);
        for (const [at, byte] of marked.entries()) bytes[at] = (bytes[at] ?? 0) | byte;
        changed.set(`${id}:${chunk}`, { id, chunk, bytes });
      }
      for (const [unit, code, n] of sheet.counted()) count(id, unit, code, n);
    },
    discard(): void {
      changed.clear();
      deltas.clear();
    },
    flush(): void {
      for (const { id, chunk, bytes } of changed.values()) write.run(id, chunk, bytes);
      for (const { id, unit, state, n } of deltas.values()) add.run(id, unit, state, n);
    },
    all(id: string): LedgerStates {
      const rows = all.all(id) as { chunk: number; states: Uint8Array }[];
      const chunks = new Map(rows.map((row) => [row.chunk, row.states]));
      return (number) => stateIn((chunk) => chunks.get(chunk), number);
    },
    counts(id: string): Counts {
      const counts = noCounts();
      for (const row of total.all(id) as { state: number; n: number }[]) counts[stateOf(row.state)] = row.n;
      return counts;
    },
    countsByUnit(id: string): Record<string, Counts> {
      const sums: Record<string, Counts> = {};
      for (const row of units.all(id) as { unit: string; state: number; n: number }[]) {
        const counts = sums[row.unit] ?? noCounts();
        counts[stateOf(row.state)] = row.n;
        sums[row.unit] = counts;
      }
      return sums;
    },
    numbersOf(id: string, state: RecipientState): number[] {
      return (all.all(id) as { chunk: number; states: Uint8Array }[]).flatMap(({ chunk, states }) =>
        Array.from({ length: chunkNumbers }, (_, place) => place).flatMap((place) =>
          at(states, place) === codeOf(state) ? [chunk * chunkNumbers + place] : [],
        ),
      );
    },
  };
}

const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
