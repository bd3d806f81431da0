import type { Language } from '../core/course.ts';
import { dayMs, hourMs, type Instant } from '../core/time.ts';
import { type Forecast, forecast } from './forecast.ts';
import type { QuietHours } from './quiet-hours.ts';

/** What a channel lets through, and for how much, when nobody asked for it. */
export type ChannelTerms = {
  name: string;
  /** What is sent lies there until the person's next visit. */
  isFoundLater: boolean;
  /** Messages a second sent unasked; undefined: no limit but this machine's. */
  perSecond: number | undefined;
  /** Messages in a month, replies too; undefined: as many as wanted. */
  monthlyQuota: number | undefined;
  /** People one bot may have; undefined: as many as want. */
  mostPeople: number | undefined;
  /**
   * What a message costs by how long ago the person last wrote, the shortest first; whoever wrote longer ago than the
   * last says cannot be sent to.
   */
  prices: { withinMs: number; vnd: number }[];
};

/** A: an official page; B: two sources that agree; C: one source; D: our inference. */
export type TermConfidence = 'A' | 'B' | 'C' | 'D';

/** One thing known of a channel, and where from. */
export type TermFact = {
  says: Record<Language, string>;
  source: string;
  /** Day it was read or checked, `2026-11-23`. */
  readOn: string;
  confidence: TermConfidence;
};

export type KnownChannel = ChannelTerms & {
  /** The plan or way of sending, where a channel has several. */
  way: Record<Language, string>;
  /** 0..1 of the people a channel has, who may be written to in a day; undefined: no such limit is known. */
  dailyShare: number | undefined;
  /** What is paid whether or not anything is sent; undefined: unknown. */
  yearlyVnd: number | undefined;
  /** False: a message has a price, and no source gives it in VND. */
  isPriceKnown: boolean;
  facts: TermFact[];
};

const ever = Number.POSITIVE_INFINITY;
const free = [{ withinMs: ever, vnd: 0 }];

const noLimits = {
  isFoundLater: false,
  perSecond: undefined,
  monthlyQuota: undefined,
  mostPeople: undefined,
  dailyShare: undefined,
  yearlyVnd: 0,
  isPriceKnown: true,
} as const;

/** 55 VND each between 48 hours and 7 days is for what goes beyond the plan's free ones, which are not taken off. */
const zaloOaPrices = [
  { withinMs: 48 * hourMs, vnd: 0 },
  { withinMs: 7 * dayMs, vnd: 55 },
  { withinMs: ever, vnd: 200 },
];

const zaloOaFacts: TermFact[] = [
  {
    says: {
      vi: 'Trong 48 giờ từ lần nhắn cuối: miễn phí. Đến 7 ngày: 55 đồng một tin, ngoài 500 hoặc 2.000 tin miễn phí mỗi tháng.',
      en: 'Within 48 hours of the last message free; up to 7 days 55 VND each, beyond 500 or 2,000 free ones a month.',
    },
    source: 'docs.zaloplatforms.com',
    readOn: '2026-09-22',
    confidence: 'A',
  },
  {
    says: {
      vi: 'Quá 7 ngày: chỉ gửi được mẫu ZBS đã duyệt (2-3 ngày làm việc), không gửi được chữ tự do. Giá niêm yết 200 đồng, chưa VAT.',
      en: 'Beyond 7 days only an approved ZBS template (2-3 working days), no free text; list price 200 VND without VAT.',
    },
    source: 'zalo.solutions/business-message/pricing',
    readOn: '2026-11-23',
    confidence: 'B',
  },
  {
    says: {
      vi: 'Mẫu ZBS: mỗi ngày 5% số người quan tâm, hoặc 500 tin khi dưới 10.000 người.',
      en: 'ZBS templates: 5 % of the followers a day, or 500 below 10,000 followers.',
    },
    source: 'dữ kiện về kênh, §2',
    readOn: '2026-11-23',
    confidence: 'C',
  },
];

const zaloOaPlan = (plan: string, callsAMinute: number, yearlyVnd: number): KnownChannel => ({
  ...noLimits,
  name: 'zalo-oa',
  way: { vi: `gói ${plan}`, en: `plan ${plan}` },
  perSecond: callsAMinute / 60,
  prices: zaloOaPrices,
  dailyShare: 0.05,
  yearlyVnd,
  facts: [
    {
      says: {
        vi: `${callsAMinute} lệnh một phút; gói ${yearlyVnd / 1_000_000} triệu đồng một năm.`,
        en: `${callsAMinute} calls a minute; the plan costs ${yearlyVnd / 1_000_000} million VND a year.`,
      },
      source: 'zalo.solutions/oa/pricing',
      readOn: '2026-07-17',
      confidence: 'B',
    },
    ...zaloOaFacts,
  ],
});

/**
 * Every channel whose terms are known, also those that this service does not speak. Nothing is here for SMS, Messenger
 * and WhatsApp: no source at hand gives what they cost in Việt Nam.
 */
export const knownChannels: readonly KnownChannel[] = [
  {
    ...noLimits,
    name: 'web',
    way: { vi: 'khi mở lại trang', en: 'when the page is opened again' },
    isFoundLater: true,
    prices: free,
    facts: [
      {
        says: {
          vi: 'Máy của mình, không tính tiền từng tin.',
          en: 'A machine of our own; no message is paid for.',
        },
        source: 'docs/broadcasts.md',
        readOn: '2026-11-25',
        confidence: 'A',
      },
    ],
  },
  {
    ...noLimits,
    name: 'telegram',
    way: { vi: 'gửi thường', en: 'as usual' },
    perSecond: 25,
    prices: free,
    facts: [
      {
        says: {
          vi: 'Khoảng 30 tin một giây, không nói chính xác; ở đây giữ 25. Miễn phí.',
          en: 'About 30 messages a second, “exact limits are unspecified”; 25 are kept to here. Free.',
        },
        source: 'Telegram Bot FAQ, theo grammy.dev/advanced/flood',
        readOn: '2026-11-23',
        confidence: 'A',
      },
    ],
  },
  {
    ...noLimits,
    name: 'telegram',
    way: { vi: 'trả bằng Sao', en: 'paid in Stars' },
    perSecond: 1_000,
    prices: free,
    isPriceKnown: false,
    facts: [
      {
        says: {
          vi: 'Đến 1.000 tin một giây, 0,1 Sao một tin; cần sẵn 10.000 Sao (có nơi ghi 100.000). Giá một Sao bằng tiền Việt: chưa có nguồn.',
          en: 'Up to 1,000 a second at 0.1 Star each; needs a balance of 10,000 Stars (elsewhere: 100,000). No source for a Star in VND.',
        },
        source: '@grammyjs/types 5.0.0; grammy.dev',
        readOn: '2026-11-23',
        confidence: 'C',
      },
    ],
  },
  zaloOaPlan('Tăng trưởng', 100, 2_500_000),
  zaloOaPlan('Toàn diện', 2_000, 6_000_000),
  {
    ...noLimits,
    name: 'zalo-bot',
    way: { vi: 'gói miễn phí', en: 'free plan' },
    // Unpublished; the quota ends it long before.
    perSecond: 1,
    monthlyQuota: 3_000,
    mostPeople: 50,
    prices: free,
    facts: [
      {
        says: {
          vi: 'Nhiều nhất 50 người một bot, 3 bot, 3.000 tin một tháng. Gói trả tiền chưa mở.',
          en: 'At most 50 people a bot, 3 bots, 3,000 messages a month. The paid plan is not open yet.',
        },
        source: 'bot.zapps.me',
        readOn: '2026-09-26',
        confidence: 'B',
      },
      {
        says: { vi: 'Số tin một giây: không công bố.', en: 'Messages a second: unpublished.' },
        source: 'dữ kiện về kênh, §1',
        readOn: '2026-11-23',
        confidence: 'A',
      },
    ],
  },
];

/** Why not all of them can be sent to. */
export type CannotAll =
  /** The bot may have only so many people. */
  | { kind: 'people'; most: number }
  /** The channel lets only so many through in a month. */
  | { kind: 'quota'; most: number }
  /** Not within a year at its rate. */
  | { kind: 'too_slow' };

export type Cost = {
  channel: string;
  way: Record<Language, string>;
  recipients: number;
  /** What really leaves a second, the day's quota counted; undefined: as fast as this machine. */
  perSecond: number | undefined;
  forecast: Forecast | undefined;
  cannot: CannotAll | undefined;
  /** Undefined where no source gives the price. */
  vnd: number | undefined;
};

export type CostWishes = {
  startAt: Instant;
  /** Undefined where quiet hours are crossed. */
  quiet: QuietHours | undefined;
};

/**
 * What one message to so many people takes on a channel.
 * @param recipients by how long ago they last wrote, in the order of the channel's `prices`
 */
export function costOf(channel: KnownChannel, recipients: readonly number[], wishes: CostWishes): Cost {
  const all = recipients.reduce((sum, count) => sum + count, 0);
  const isTemplate = recipients.slice(2).some((count) => count > 0);
  const perSecond = isTemplate ? withDailyShare(channel, all, wishes.quiet) : channel.perSecond;
  const planned =
    perSecond === undefined ? undefined : forecast(wishes.startAt, all, perSecond, wishes.quiet);
  const cannot = cannotAll(channel, all, planned);
  return {
    channel: channel.name,
    way: channel.way,
    recipients: all,
    perSecond,
    forecast: cannot === undefined ? planned : undefined,
    cannot,
    vnd: channel.isPriceKnown
      ? recipients.reduce((sum, count, place) => sum + count * (channel.prices[place]?.vnd ?? 0), 0)
      : undefined,
  };
}

function cannotAll(
  { mostPeople, monthlyQuota }: ChannelTerms,
  all: number,
  planned: Forecast | undefined,
): CannotAll | undefined {
  if (mostPeople !== undefined && all > mostPeople) return { kind: 'people', most: mostPeople };
  if (monthlyQuota !== undefined && all > monthlyQuota) return { kind: 'quota', most: monthlyQuota };
  return planned !== undefined && planned.finishedAt === undefined ? { kind: 'too_slow' } : undefined;
}

/** The rate at which a day's share lasts just through its open hours. */
function withDailyShare(
  { perSecond, dailyShare }: KnownChannel,
  people: number,
  quiet: QuietHours | undefined,
): number | undefined {
  if (dailyShare === undefined) return perSecond;
  const openMs = quiet === undefined ? dayMs : quiet.fromMs - quiet.untilMs;
  const byDay = (people * dailyShare) / (openMs / 1_000);
  return perSecond === undefined ? byDay : Math.min(perSecond, byDay);
}
