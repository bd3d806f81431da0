import type { Language } from '../core/course.ts';
import { dayMs, hourMs } from '../core/time.ts';
import { type Cost, type CostWishes, costOf, type KnownChannel, knownChannels } from './channel-terms.ts';

/** People of the province, those who work elsewhere too: as many as one message can ever be for. */
export const provincePeople = 4_300_000;

export type CostLine = {
  channel: KnownChannel;
  /** If everybody had just written, and if everybody last wrote as long ago as may be. */
  soonest: Cost;
  latest: Cost;
};

/** One message to so many people, on every channel that is known. */
export const costLines = (people: number, wishes: CostWishes): CostLine[] =>
  knownChannels.map((channel) => {
    const all = (place: number): number[] => channel.prices.map((_, at) => (at === place ? people : 0));
    return {
      channel,
      soonest: costOf(channel, all(0), wishes),
      latest: costOf(channel, all(channel.prices.length - 1), wishes),
    };
  });

/** As a table in Markdown, with where each line comes from below it. */
export function costTable(people: number, wishes: CostWishes, language: Language): string {
  const words = tableWords[language];
  const number = (value: number): string =>
    new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 }).format(value);
  const lines = costLines(people, wishes);
  const rows = lines.map(({ channel, soonest, latest }) => {
    const cells = [
      `${channel.name}, ${channel.way[language]}`,
      rateOf(soonest, latest, number, words),
      ...pairOf(
        timeOf(channel, soonest, wishes, number, words),
        timeOf(channel, latest, wishes, number, words),
        words,
      ),
      priceOf(soonest, latest, number, words),
      channel.yearlyVnd === undefined ? words.unknown : number(channel.yearlyVnd),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const told = new Set<string>();
  const sources = lines.flatMap(({ channel }) =>
    channel.facts
      .map(
        (fact) =>
          `- ${channel.name}: ${fact.says[language]} (${fact.source}, ${fact.readOn}, ${fact.confidence})`,
      )
      .filter((line) => !told.has(line) && told.add(line)),
  );
  return [
    `| ${words.head.join(' | ')} |`,
    '|---|---:|---|---:|---:|',
    ...rows,
    '',
    words.sources,
    '',
    ...sources,
  ].join('\n');
}

type TableWords = (typeof tableWords)[Language];

function rateOf(soonest: Cost, latest: Cost, number: (value: number) => string, words: TableWords): string {
  if (soonest.cannot !== undefined) return '–';
  const all = [soonest, latest].map(({ perSecond }) =>
    perSecond === undefined ? words.unlimited : number(perSecond),
  );
  return [...new Set(all)].join(words.to);
}

function timeOf(
  { isFoundLater }: KnownChannel,
  { cannot, forecast }: Cost,
  { startAt }: CostWishes,
  number: (value: number) => string,
  words: TableWords,
): string {
  if (cannot !== undefined) return words.cannot[cannot.kind](number('most' in cannot ? cannot.most : 0));
  if (isFoundLater || forecast?.finishedAt === undefined) return words.nextVisit;
  const hours = Math.ceil((forecast.finishedAt - startAt) / hourMs);
  const [days, rest] = [Math.floor((hours * hourMs) / dayMs), hours % 24];
  return words.time(days, rest);
}

const pairOf = (first: string, second: string, words: TableWords): string[] => [
  first === second ? first : `${first}${words.to}${second}`,
];

function priceOf(soonest: Cost, latest: Cost, number: (value: number) => string, words: TableWords): string {
  if (soonest.cannot !== undefined) return '–';
  const all = [soonest, latest].map(({ vnd }) => (vnd === undefined ? words.unknown : number(vnd)));
  return [...new Set(all)].join(words.to);
}

const tableWords = {
  vi: {
    head: ['kênh', 'tin một giây', 'gửi xong sau', 'tiền tin (đồng)', 'tiền gói một năm (đồng)'],
    unlimited: 'không giới hạn',
    unknown: 'chưa có nguồn',
    nextVisit: 'khi mỗi người mở lại trang',
    to: ' đến ',
    sources: 'Nguồn, ngày đọc, mức tin cậy (A trang chính thức, B hai nguồn, C một nguồn):',
    time: (days: number, hours: number) =>
      [days > 0 ? `${days} ngày` : '', hours > 0 || days === 0 ? `${hours} giờ` : '']
        .filter(Boolean)
        .join(' '),
    cannot: {
      people: (most: string) => `không được: một bot nhiều nhất ${most} người`,
      quota: (most: string) => `không được: mỗi tháng nhiều nhất ${most} tin`,
      too_slow: (_most: string) => 'không được: hơn một năm',
    },
  },
  en: {
    head: ['channel', 'messages a second', 'finished after', 'messages (VND)', 'plan, a year (VND)'],
    unlimited: 'no limit',
    unknown: 'no source',
    nextVisit: 'as each opens the page again',
    to: ' to ',
    sources: 'Source, day it was read, confidence (A official page, B two sources, C one source):',
    time: (days: number, hours: number) =>
      [days > 0 ? `${days} d` : '', hours > 0 || days === 0 ? `${hours} h` : ''].filter(Boolean).join(' '),
    cannot: {
      people: (most: string) => `impossible: at most ${most} people a bot`,
      quota: (most: string) => `impossible: at most ${most} messages a month`,
      too_slow: (_most: string) => 'impossible: more than a year',
    },
  },
};
