import { readFile } from 'node:fs/promises';
import type { ProgressFilter } from '../broadcast/audience.ts';
import type { Repeats } from '../broadcast/broadcast.ts';
import type { Audience, Course, Language } from '../core/course.ts';
import { localOffsetMs } from '../core/local-calendar.ts';
import type { Instant } from '../core/time.ts';
import type { Topic } from '../core/topics.ts';
import type { Wish } from '../office/office.ts';
import { Unusable } from '../unusable.ts';

/** What the options of `banhoc broadcast draft` and `look` say, as commander reads them. */
export type WishOptions = {
  unit?: string;
  topic: Topic;
  heading?: string;
  english?: string;
  place?: string[];
  audience?: Audience[];
  progress?: string;
  language?: Language[];
  channel?: string[];
  at?: string;
  repeat: Repeats;
  holdout: number;
  crossQuietHours?: true;
  crossWeeklyCap?: true;
  reason?: string;
  repeatUnknown?: true;
};

/** Reads a text from a file, or from what is piped in where the file is `-`. */
export async function readText(file: string, input: AsyncIterable<string | Buffer>): Promise<string> {
  if (file === '-') {
    const parts: string[] = [];
    for await (const part of input) parts.push(String(part));
    return parts.join('').trim();
  }
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new Unusable(
      `${file}: the text cannot be read (${error instanceof Error ? error.message : String(error)}); give a file, or - to read what is piped in`,
      { cause: error },
    );
  }
}

/** The wish that a text and these options make. @throws Unusable naming the option that cannot be meant */
export async function wishFrom(
  text: string,
  options: WishOptions,
  { course, top, input }: { course: Course; top: string; input: AsyncIterable<string | Buffer> },
): Promise<Wish> {
  const { topic, audience, language, channel, repeat, holdout, reason } = options;
  const heading = options.heading === undefined ? {} : { heading: options.heading };
  const english = options.english === undefined ? undefined : await readText(options.english, input);
  const unit = options.unit ?? top;
  if (!course.units.has(unit))
    throw new Unusable(`--unit: no place or organisation "${unit}"; for example --unit 38, or --unit 14797`);
  for (const place of options.place ?? []) {
    if (!course.units.has(place))
      throw new Unusable(`--place: no place "${place}"; for example --place 14797`);
  }
  return {
    unit,
    texts: {
      vi: { ...heading, text },
      ...(english === undefined ? {} : { en: { text: english } }),
    },
    topic,
    audience: {
      ...(options.place === undefined ? {} : { units: options.place }),
      ...(audience === undefined ? {} : { audiences: audience }),
      ...(options.progress === undefined ? {} : { progress: readProgress(options.progress) }),
      ...(language === undefined ? {} : { languages: language }),
      ...(channel === undefined ? {} : { channels: channel }),
    },
    scheduledAt: options.at === undefined ? undefined : readMoment(options.at),
    repeats: repeat,
    holdoutShare: holdout,
    crossesQuietHours: options.crossQuietHours === true,
    crossesWeeklyCap: options.crossWeeklyCap === true,
    exceptionReason: reason,
    repeatsUnknown: options.repeatUnknown === true,
  };
}

/** `not_started`, `unfinished`, `unfinished:4.1`, `completed:4.1`, `failed:4.1`, `silent:14`. */
export function readProgress(written: string): ProgressFilter {
  const [kind, detail, ...rest] = written.split(':');
  if (rest.length === 0) {
    if (kind === 'not_started' && detail === undefined) return { kind };
    if (kind === 'unfinished') return detail === undefined ? { kind } : { kind, lesson: detail };
    if ((kind === 'completed' || kind === 'failed') && detail) return { kind, lesson: detail };
    if (kind === 'silent' && /^[1-9]\d{0,2}$/.test(detail ?? '')) return { kind, days: Number(detail) };
  }
  throw new Unusable(
    `--progress: expected not_started, unfinished, unfinished:4.1, completed:4.1, failed:4.1 or silent:14, got "${written}"`,
  );
}

/** `2026-12-01 19:30` by the clock of the place. @throws Unusable for a moment that no calendar has */
export function readMoment(written: string): Instant {
  const match = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})$/.exec(written.trim());
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = (match ?? []).slice(1).map(Number);
  const utc = Date.UTC(year, month - 1, day, hour, minute);
  const isReal = match !== null && new Date(utc).toISOString().startsWith(written.trim().replace(' ', 'T'));
  if (!isReal)
    throw new Unusable(
      `--at: expected a day and a time here, got "${written}"; for example --at "2026-12-01 19:30"`,
    );
  return utc - localOffsetMs;
}
