import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../core/time.ts';
import { hourMs, minuteMs } from '../core/time.ts';

/** A chart that somebody asked for. Each process can draw it again from its name, and nobody can make up a name. */
export type ChartAsked = { chart: string; language: 'vi' | 'en'; at: Instant };

/** So long a picture can be fetched; a platform fetches at once, a web chat shows it again for a while. */
export const shownForMs = 24 * hourMs;

const shape = /^thongke-([a-z0-9._]{1,40})-(vi|en)-([a-z0-9]{1,12})-([A-Za-z0-9_]{22})\.png$/;

/** Names and reads pictures of charts. @param key of this service alone */
export function pictureNames(key: string): {
  nameOf(asked: ChartAsked): string;
  /** @returns undefined for any other file, a forged name, or one of long ago */
  read(name: string, now: Instant): ChartAsked | undefined;
} {
  // Letters that are safe in every file name; two of the 64 stand twice, which costs a few bits of 132.
  const mark = (text: string): string =>
    createHmac('sha256', key).update(`thongke:${text}`).digest('base64url').slice(0, 22).replaceAll('-', '_');
  return {
    nameOf({ chart, language, at }) {
      const text = `${chart}-${language}-${Math.floor(at / minuteMs).toString(36)}`;
      return `thongke-${text}-${mark(text)}.png`;
    },
    read(name, now) {
      const [, chart, language, minutes, given] = shape.exec(name) ?? [];
      if (chart === undefined || minutes === undefined || given === undefined) return undefined;
      if (language !== 'vi' && language !== 'en') return undefined;
      const right = mark(`${chart}-${language}-${minutes}`);
      if (!timingSafeEqual(Buffer.from(given), Buffer.from(right))) return undefined;
      const at = Number.parseInt(minutes, 36) * minuteMs;
      return now - at > shownForMs || at - now > hourMs ? undefined : { chart, language, at };
    },
  };
}
