import { setTimeout as pause } from 'node:timers/promises';
import type { Broadcast } from '../broadcast/broadcast.ts';
import type { Progress } from '../broadcast/states.ts';
import type { Instant } from '../core/time.ts';
import { quoted } from '../office/chat-compose.ts';
import type { Answer, OfficeAct, Outlook, Refused, Seen, Standing, Wish } from '../office/office.ts';
import { outlookInWords, type Reading } from '../office/outlook-words.ts';
import { unitRows } from '../office/shown-places.ts';
import { standingInWords, titleOf } from '../office/standing-words.ts';
import { wishOf } from '../office/wish.ts';
import { wordsFor } from '../office/words/chat.ts';
import { Unusable } from '../unusable.ts';
import { readText, type WishOptions, wishFrom } from './broadcast-wish.ts';
import { progressBar } from './progress-bar.ts';
import { type OpenedOffice, withOffice } from './with-office.ts';

type Out = (text: string) => void;
type Environment = NodeJS.ProcessEnv;
type Json = { json?: true };
type Input = AsyncIterable<string | Buffer>;

const words = wordsFor('en');
const json = (value: unknown): string => JSON.stringify(value, null, 2);

const readingOf = ({ course }: OpenedOffice, now: Instant): Reading => ({
  words,
  language: 'en',
  course,
  now,
});

/** Prints all broadcasts, the newest first. */
export const listBroadcasts = (environment: Environment, options: Json, out: Out): Promise<number> =>
  withOffice(environment, async ({ office, by, course }) => {
    const all = await office.list(by);
    if (options.json === true) out(json(all));
    else {
      for (const it of all) {
        const unit = course.units.get(it.unit)?.fullName ?? it.unit;
        out([it.id, words.states[it.state.kind], unit, titleOf(it, words)].join('  '));
      }
      if (all.length === 0)
        out('none yet; npx banhoc broadcast draft text.txt --topic scam, or /thongbao in chat');
    }
    return 0;
  });

/** How often a live bar is drawn anew. */
const watchMs = 1_000;
const isOver = ({ state }: Broadcast): boolean => ['done', 'cancelled', 'stopped'].includes(state.kind);

/** Prints how one stands; with `watch` until it is over. */
export const showBroadcast = (
  environment: Environment,
  id: string,
  options: Json & { watch?: true },
  out: Out,
  { everyMs = watchMs, stop }: { everyMs?: number; stop?: AbortSignal } = {},
): Promise<number> =>
  withOffice(environment, async (opened) => {
    for (;;) {
      const standing = await standingOf(opened, id);
      if (options.json === true) out(jsonOf(standing));
      else if (options.watch === true) out(barOf(standing, opened));
      else for (const line of await linesOf(standing, opened)) out(line);
      if (options.watch !== true || isOver(standing.broadcast) || stop?.aborted === true) return 0;
      await pause(everyMs);
    }
  });

/** Looks at a text or a draft without keeping anything. */
export const lookAtBroadcast = (
  environment: Environment,
  file: string,
  options: WishOptions & Json,
  out: Out,
  input: Input,
): Promise<number> =>
  withOffice(environment, async (opened) =>
    printOutlook(opened, await wishGiven(opened, file, options, input), options, out),
  );

/** Looks at a draft that is kept. */
export const lookAtDraft = (environment: Environment, id: string, options: Json, out: Out): Promise<number> =>
  withOffice(environment, async (opened) => {
    const { broadcast } = await standingOf(opened, id);
    return printOutlook(opened, wishOf(broadcast), options, out);
  });

async function printOutlook(opened: OpenedOffice, wish: Wish, options: Json, out: Out): Promise<number> {
  const outlook = await opened.office.look(opened.by, wish);
  if (isRefused(outlook)) return told(outlook, options, out);
  if (options.json === true) out(json(outlook));
  else for (const line of outlookLines(outlook, wish, opened)) out(line);
  return outlook.problems.some(({ weight }) => weight === 'refused') ? 1 : 0;
}

function outlookLines(outlook: Outlook, wish: Wish, opened: OpenedOffice): string[] {
  const [preview] = outlook.previews;
  return [
    ...(preview === undefined ? [] : [quoted(preview.message), '']),
    ...outlook.problems.map(
      ({ weight, language, words: found, why, hint }) =>
        `${weight} (${language}): “${found}”: ${why} ${hint}`,
    ),
    ...outlookInWords(outlook, wish, readingOf(opened, Date.now())),
    ...(opened.course.operator === undefined ? [words.trial] : []),
  ];
}

/** Keeps a draft, or changes one. Prints its id. */
export const draftBroadcast = (
  environment: Environment,
  file: string,
  options: WishOptions & Json & { change?: string },
  out: Out,
  input: Input,
): Promise<number> =>
  withOffice(environment, async (opened) => {
    const wish = await wishGiven(opened, file, options, input);
    const seen =
      options.change === undefined ? undefined : (await standingOf(opened, options.change)).broadcast;
    const answer = await opened.office.write(opened.by, wish, seen);
    return toldOf(answer, options, out, ({ id, revision }) => [
      `${id}  draft, revision ${revision}`,
      `look at it: npx banhoc broadcast look ${id}   hand it in: npx banhoc broadcast submit ${id}`,
    ]);
  });

async function wishGiven(
  { course, by }: OpenedOffice,
  file: string,
  options: WishOptions,
  input: Input,
): Promise<Wish> {
  return wishFrom(await readText(file, input), options, { course, top: by.person.unit, input });
}

/** Sends a draft to colleagues who have a chat. */
export const tryBroadcast = (
  environment: Environment,
  id: string,
  options: Json,
  out: Out,
): Promise<number> =>
  withOffice(environment, async ({ office, by }) => {
    const tried = await office.tryOn(by, id, 'colleagues');
    if (tried.kind !== 'tried') return told(tried, options, out);
    out(options.json === true ? json(tried) : `tried on ${tried.sentTo} of those let in, in their chats`);
    return 0;
  });

/** Hands a draft in as it stands, or approves what waits. */
export const decideBroadcast = (
  environment: Environment,
  what: 'submit' | 'approve',
  id: string,
  options: Json & { revision?: number },
  out: Out,
): Promise<number> =>
  withOffice(environment, async (opened) => {
    const { office, by } = opened;
    const { broadcast } = await standingOf(opened, id);
    const seen: Seen = { id, revision: options.revision ?? broadcast.revision };
    const answer = what === 'submit' ? await office.submit(by, seen) : await office.approve(by, seen);
    const after = answer.kind === 'done' ? await standingOf(opened, id) : undefined;
    const lines = after === undefined ? [] : await linesOf(after, opened);
    return toldOf(answer, options, out, () => lines);
  });

export const actOnBroadcast = (
  environment: Environment,
  act: OfficeAct,
  id: string,
  options: Json,
  out: Out,
): Promise<number> =>
  withOffice(environment, async (opened) => {
    const answer = await opened.office.act(opened.by, id, act);
    const lines = answer.kind === 'done' ? await linesOf(await standingOf(opened, id), opened) : [];
    return toldOf(answer, options, out, () => lines);
  });

/** What came of it: by place, and what people did afterwards. */
export const reportBroadcast = (
  environment: Environment,
  id: string,
  options: Json,
  out: Out,
): Promise<number> =>
  withOffice(environment, async (opened) => {
    const standing = await standingOf(opened, id);
    const { shown, merged } = unitRows(standing.byUnit);
    if (options.json === true) {
      out(jsonOf(standing));
      return 0;
    }
    for (const line of await linesOf(standing, opened)) out(line);
    const row = (place: string, { sent, waiting, sending, ...it }: Progress): void =>
      out([place, it.recipients, sent, waiting + sending, it.unreachable, it.unknown, it.failed].join('  '));
    if (standing.byUnit.length > 0) out('place  recipients  sent  waiting  unreachable  unknown  failed');
    for (const { unit, progress } of shown) {
      row(opened.course.units.get(unit)?.fullName ?? (unit === '' ? 'no place given' : unit), progress);
    }
    if (merged !== undefined) row(`${merged.places} places of few people, together`, merged.progress);
    const { reaction } = standing;
    if (reaction === undefined) out('not measured yet: it is 72 hours after the last was sent');
    else {
      const { written, leftOut, difference } = reaction;
      out(
        `left out by lot: ${leftOut.reacted} of ${leftOut.n} opened a lesson; written to: ${written.reacted} of ${written.n}`,
      );
      out(
        difference === undefined
          ? 'too few on one side to compare'
          : `difference ${difference.points.toFixed(1)} points (95 %: ${difference.from.toFixed(1)} to ${difference.to.toFixed(1)})`,
      );
    }
    return 0;
  });

/** Places of few people are merged in files too. */
function jsonOf(standing: Standing): string {
  const { shown, merged } = unitRows(standing.byUnit);
  return json({ ...standing, byUnit: shown, smallPlaces: merged ?? null });
}

async function standingOf({ office, by }: OpenedOffice, id: string): Promise<Standing> {
  const standing = await office.standing(by, id);
  if (standing !== undefined) return standing;
  throw new Unusable(`no broadcast "${id}"; their ids are in the first column of: banhoc broadcast list`);
}

async function linesOf(standing: Standing, opened: OpenedOffice): Promise<string[]> {
  const { broadcast } = standing;
  const { state, author } = broadcast;
  const ids = [author, ...('by' in state ? [state.by] : [])];
  const names = new Map(
    await Promise.all(
      ids.map(async (id) => [id, (await opened.archive.findPerson(id))?.name || id] as const),
    ),
  );
  const reading = { ...readingOf(opened, Date.now()), nameOf: (id: string) => names.get(id) ?? id };
  return [
    `${broadcast.id}  ${words.states[state.kind]}, revision ${broadcast.revision}, by ${names.get(author) ?? author}`,
    quoted({ ...broadcast.texts.vi, choices: [] }),
    ...standingInWords(standing, reading),
  ];
}

const barOf = ({ broadcast, progress, restsUntil }: Standing, opened: OpenedOffice): string =>
  [
    progressBar(progress),
    words.states[broadcast.state.kind],
    ...(restsUntil === undefined
      ? []
      : standingInWords(
          {
            broadcast,
            progress,
            byUnit: [],
            restsUntil,
            expectedAt: undefined,
            asked: [],
            reaction: undefined,
          },
          { ...readingOf(opened, Date.now()), nameOf: () => '' },
        ).slice(-1)),
  ].join('  ');

const isRefused = (it: object): it is Refused => 'kind' in it;

function toldOf(answer: Answer, options: Json, out: Out, lines: (it: Broadcast) => string[]): number {
  if (answer.kind !== 'done') return told(answer, options, out);
  if (options.json === true) out(json(answer.broadcast));
  else for (const line of lines(answer.broadcast)) out(line);
  return 0;
}

/** @returns 1: nothing was done */
function told(refused: Refused, options: Json, out: Out): number {
  if (options.json === true) out(json(refused));
  else if (refused.kind === 'missing') out(words.missing);
  else {
    out(words.refused[refused.why]);
    for (const { words: found, why, hint } of refused.problems ?? []) out(`“${found}”: ${why} ${hint}`);
  }
  return 1;
}
