import { z } from 'zod';
import { localDay, midnightOf } from '../../core/local-calendar.ts';
import { dayMs, hourMs, type Instant } from '../../core/time.ts';
import type { ReportQueue } from '../../store/archive/archive.ts';
import type { PaperArchive } from '../../store/archive/paper-archive.ts';
import type { CentralReader } from './central-client.ts';

/** What one day's statements are here and at the centre. */
const schema = z.object({
  /** The day's beginning and end, local midnights. */
  from: z.number(),
  before: z.number(),
  at: z.number(),
  ours: z.object({ delivered: z.number(), waiting: z.number(), refused: z.number() }),
  /** Statements of that day that the centre holds of us; undefined when it could not be asked. */
  theirs: z.number().optional(),
  /** Delivered by us and not held there; the first ids by name. */
  missing: z.object({ n: z.number(), ids: z.array(z.string()) }),
  /** Held there as ours and not known here. */
  unknown: z.object({ n: z.number(), ids: z.array(z.string()) }),
  /** More than could be compared. */
  isCut: z.boolean(),
  trouble: z.string().optional(),
});
export type Reconciliation = z.infer<typeof schema>;

const paperName = 'reconciliation';
const pageSize = 1_000;
/** Ids of one day kept in memory: 36 bytes each, twice. */
const mostIds = 1_000_000;
const namedIds = 20;
/** The centre stores with its own clock. */
const slackMs = hourMs;
/** At two at night, local time; what came at midnight has long been sent. */
const nightMs = 2 * hourMs;

const localMidnight = (at: Instant): Instant => midnightOf(localDay(at));

export type ReconcileOptions = {
  archive: Pick<ReportQueue, 'madeReports'> & PaperArchive;
  reader: CentralReader;
  /** Whose statements are ours: the origin of our public address. */
  homePage: string;
  clock(): Instant;
};

/** Compares yesterday once a night. @returns what was found; undefined where this night's has been done */
export async function reconcileNightly(options: ReconcileOptions): Promise<Reconciliation | undefined> {
  const now = options.clock();
  const night = localMidnight(now) + nightMs;
  const last = await lastReconciliation(options.archive);
  if (now < night || (last !== undefined && last.at >= night && last.trouble === undefined)) return undefined;
  // A centre that was away is asked again, an hour later.
  if (last?.trouble !== undefined && now - last.at < hourMs) return undefined;
  const before = localMidnight(now);
  const found = await reconcile(options, { from: before - dayMs, before });
  await options.archive.keepPaper(paperName, { body: JSON.stringify(found), at: now });
  return found;
}

export async function lastReconciliation(
  archive: Pick<PaperArchive, 'paper'>,
): Promise<Reconciliation | undefined> {
  const paper = await archive.paper(paperName);
  if (paper === undefined) return undefined;
  const read = schema.safeParse(JSON.parse(paper.body));
  return read.success ? read.data : undefined;
}

/** Which statements of a span are only here, and which only there: by their ids, not by counts alone. */
export async function reconcile(
  { archive, reader, homePage, clock }: ReconcileOptions,
  span: { from: Instant; before: Instant },
): Promise<Reconciliation> {
  const ours = new Map<string, 'waiting' | 'delivered' | 'refused'>();
  const counts = { delivered: 0, waiting: 0, refused: 0 };
  let isCut = false;
  for (let after: { at: Instant; id: string } | undefined, isLast = false; !isLast && !isCut; ) {
    const page = await archive.madeReports('statement', span, after, pageSize);
    for (const { id, state } of page) {
      ours.set(id, state);
      counts[state]++;
    }
    after = page.at(-1);
    isLast = page.length < pageSize;
    isCut = ours.size >= mostIds;
  }
  const at = clock();
  const none = { n: 0, ids: [] };
  try {
    const theirs = new Set<string>();
    let more: string | undefined;
    do {
      const page = await reader.heldSince(span.from - slackMs, more);
      for (const held of page.statements) {
        const isOfSpan = held.at >= span.from && held.at < span.before;
        if (held.homePage === homePage && isOfSpan) theirs.add(held.id);
      }
      more = page.more;
      isCut ||= theirs.size >= mostIds;
    } while (more !== undefined && !isCut);
    const missing = [...ours]
      .filter(([id, state]) => state === 'delivered' && !theirs.has(id))
      .map(([id]) => id);
    const unknown = [...theirs].filter((id) => !ours.has(id));
    // Where only a part was read, what is missing from it may well be there.
    const named = (ids: string[]) => (isCut ? none : { n: ids.length, ids: ids.sort().slice(0, namedIds) });
    return {
      ...span,
      at,
      ours: counts,
      theirs: theirs.size,
      missing: named(missing),
      unknown: named(unknown),
      isCut,
    };
  } catch (error) {
    const trouble = error instanceof Error ? error.message : String(error);
    return { ...span, at, ours: counts, missing: none, unknown: none, isCut, trouble };
  }
}
