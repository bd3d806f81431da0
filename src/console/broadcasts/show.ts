import type { AudienceFilter } from '../../broadcast/audience.ts';
import type { Broadcast } from '../../broadcast/broadcast.ts';
import { addressed } from '../../core/address.ts';
import { type Course, findLesson, type Language } from '../../core/course.ts';
import type { Instant } from '../../core/time.ts';
import type { ChannelTerms } from '../../office/channel-terms.ts';
import { type Frame, written } from '../layout.ts';
import { type BroadcastWords, broadcastWords } from '../words/broadcasts.ts';
import { momentOf } from './moments.ts';
import { placeName } from './places.ts';

/** How figures, moments, places and people are written on the pages of broadcasts. */
export type Show = ReturnType<typeof showing>;

type Ground = {
  course: Course;
  now: Instant;
  /** Of people, by their id. */
  names: ReadonlyMap<string, string>;
  terms: ChannelTerms[];
};

export function showing(frame: Pick<Frame, 'language' | 'words'>, { course, now, names, terms }: Ground) {
  const { language } = frame;
  const words: BroadcastWords = broadcastWords[language];
  const { number, day } = written(language);
  const oneDigit = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const rounded = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 });
  const unit = (id: string): string => {
    const known = course.units.get(id);
    return known === undefined ? id : placeName(course.units, known);
  };
  const lesson = (id: string): string => {
    const title = findLesson(course, id, language)?.title;
    return title === undefined ? id : `${id} ${title}`;
  };
  const channel = (id: string): string => frame.words.channels[id] ?? id;
  return {
    language,
    words,
    number,
    day,
    oneDigit: (n: number): string => oneDigit.format(n),
    /** One digit behind the comma where there is one. */
    rounded: (n: number): string => rounded.format(n),
    /** Per cent of a share 0..1. */
    percent: (share: number): string => `${oneDigit.format(share * 100)}%`,
    moment: (at: Instant): string => momentOf(at, now, language, words),
    unit,
    lesson,
    channel,
    /** Whether what is sent there waits for the person's next visit. */
    isFoundLater: (id: string): boolean => terms.some((it) => it.name === id && it.isFoundLater),
    person: (id: string | undefined): string => {
      const name = id === undefined ? undefined : names.get(id);
      return name === undefined || name === '' ? frame.words.people.noName : name;
    },
    audience: (filter: AudienceFilter): string => audienceWords(filter),
  };

  function audienceWords({ units, audiences, progress, languages, channels }: AudienceFilter): string {
    const parts = [
      units === undefined ? words.everywhere : units.map(unit).join(', '),
      audiences?.map((kind) => words.audiences[kind].toLocaleLowerCase(language)).join(', '),
      progress && progressWords(progress),
      languages?.map((spoken) => words.languages[spoken].toLocaleLowerCase(language)).join(', '),
      channels && words.by(channels.map(channel).join(', ')),
    ];
    return parts.filter((part) => part !== undefined).join('; ');
  }
  function progressWords(progress: NonNullable<AudienceFilter['progress']>): string {
    switch (progress.kind) {
      case 'not_started':
        return words.progress.not_started.toLocaleLowerCase(language);
      case 'unfinished':
        return progress.lesson === undefined
          ? words.progress.unfinished.toLocaleLowerCase(language)
          : words.unfinishedLesson(lesson(progress.lesson));
      case 'silent':
        return words.silentDays(number(progress.days));
      case 'failed':
        return words.failedLesson(lesson(progress.lesson));
      case 'completed':
        return words.completedLesson(lesson(progress.lesson));
    }
  }
}

/** What a broadcast is called: its heading, or how it begins. */
export function titleOf({ texts }: Pick<Broadcast, 'texts'>, language: Language = 'vi'): string {
  const { heading, text } = texts[language] ?? texts.vi;
  const title = addressed(heading ?? text, undefined, language).replaceAll('\n', ' ');
  return title.length <= longestTitle ? title : `${title.slice(0, longestTitle).replace(/\s\S*$/, '')}…`;
}
const longestTitle = 70;
