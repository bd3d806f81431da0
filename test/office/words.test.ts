import { describe, expect, test } from 'vitest';
import { noCounts, progressOf } from '../../src/broadcast/states.ts';
import type { Outlook } from '../../src/office/office.ts';
import { outlookInWords } from '../../src/office/outlook-words.ts';
import { timeInWords } from '../../src/office/plain-time.ts';
import { progressInWords } from '../../src/office/standing-words.ts';
import { wordsFor } from '../../src/office/words/chat.ts';
import { noon } from '../fixtures/office.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const hour = 3_600_000;
const evening = noon + 8 * hour;
const reading = { words: wordsFor('vi'), language: 'vi', course: smallCourse(), now: evening } as const;

const outlook = (change: Partial<Outlook['audience']>, more: Partial<Outlook> = {}): Outlook => ({
  problems: [],
  previews: [],
  audience: {
    estimate: undefined,
    total: 0,
    atOnce: 0,
    atNextVisit: 0,
    unreachable: 0,
    optedOut: 0,
    overBudget: 0,
    holdout: 0,
    byChannel: {},
    ...change,
  },
  forecast: { stretches: [], finishedAt: undefined },
  costs: [],
  needsSecond: undefined,
  loudspeaker: '',
  ...more,
});
const everybody = { unit: '16012', audience: {} };

describe('times as one says them', () => {
  test.each([
    { at: evening, said: '20:00 tối nay' },
    { at: evening + 10.5 * hour, said: '06:30 sáng mai' },
    { at: evening + 5 * hour, said: '01:00 ngày mai' },
    { at: evening - 4 * hour, said: '16:00 chiều nay' },
    { at: evening + 34 * hour, said: '06:00 thứ Sáu 5/3' },
    { at: evening + 4 * 24 * hour, said: '20:00 Chủ nhật 7/3' },
  ])('$said', ({ at, said }) => {
    expect(timeInWords(at, evening, wordsFor('vi'))).toBe(said);
  });
});

describe('what an official reads before sending', () => {
  test('the evening’s share, the morning’s, and who has had enough this week', () => {
    const lines = outlookInWords(
      outlook(
        { total: 4_755, atOnce: 4_340, unreachable: 3, overBudget: 412 },
        {
          forecast: {
            stretches: [
              { from: evening, until: evening + 0.75 * hour, recipients: 1_240 },
              { from: evening + 10.5 * hour, until: evening + 11 * hour, recipients: 3_100 },
            ],
            finishedAt: evening + 11 * hour,
          },
          needsSecond: 'size',
        },
      ),
      everybody,
      reading,
    );
    expect(lines).toEqual([
      'Gửi cho 4.755 người: mọi người trong xã Nga An.',
      'Nhận ngay 4.340 · không tới được 3.',
      'Tối nay 1.240 người trước 20:45, 3.100 người từ 06:30 sáng mai.',
      'Không gửi: 412 đã đủ tin tuần này.',
      'Tin gửi cho nhiều người, nên cần người thứ hai duyệt.',
    ]);
  });

  test('an estimate is said to be one, and days of sending end with the last', () => {
    const day = (n: number) => ({
      from: evening + (n * 24 + 10.5) * hour,
      until: evening + (n * 24 + 24) * hour,
    });
    const lines = outlookInWords(
      outlook(
        {
          total: 4_300_000,
          atOnce: 4_300_000,
          estimate: { looked: 120_000, chats: 4_300_000, margin: 9_000 },
        },
        {
          forecast: {
            stretches: [0, 1, 2].map((n) => ({ ...day(n), recipients: 1_000_000 })),
            finishedAt: day(2).until,
          },
          costs: [
            {
              channel: 'zalo',
              recipients: 1,
              perSecond: 1,
              finishedAt: undefined,
              impossible: { kind: 'quota', most: 5 },
              vnd: 1_200_000,
            },
          ],
        },
      ),
      { unit: '38', audience: { progress: { kind: 'silent', days: 14 } } },
      reading,
    );
    expect(lines).toEqual([
      'Gửi cho khoảng 4.300.000 người: người im 14 ngày nay trong tỉnh Thanh Hóa.',
      'Nhận khi tin gửi đi 4.300.000.',
      '1.000.000 người từ 06:30 sáng mai, 1.000.000 người từ 06:30 thứ Sáu 5/3, xong hết lúc 20:00 thứ Bảy 6/3.',
      'Qua zalo không gửi hết được.',
      'Hết khoảng 1.200.000 đồng.',
    ]);
  });

  test('whom it is for names the kind of people, and several places by number', () => {
    const officials = { audiences: ['official' as const], units: ['16012'] };
    expect(outlookInWords(outlook({}), { unit: '16012', audience: officials }, reading)).toEqual([
      'Chưa có ai để gửi: mọi người trong xã Nga An, chỉ nhóm “Cán bộ, viên chức”.',
    ]);
    const two = { units: ['16012', '15715'] };
    expect(outlookInWords(outlook({}), { unit: '38', audience: two }, reading)).toEqual([
      'Chưa có ai để gửi: mọi người trong 2 nơi.',
    ]);
  });

  test('nobody to send to is said at once', () => {
    expect(outlookInWords(outlook({}), everybody, reading)).toEqual([
      'Chưa có ai để gửi: mọi người trong xã Nga An.',
    ]);
  });
});

test('progress names each reason for which somebody is not sent to', () => {
  const counts = { ...noCounts(), sent: 3_120, waiting: 1_000, placed: 380, sending: 5 };
  const skipped = {
    unreachable: 35,
    unknown: 2,
    failed: 1,
    over_budget: 412,
    opted_out: 12,
    holdout: 9,
    erased: 4,
  };
  expect(progressInWords(progressOf({ ...counts, ...skipped }), reading)).toEqual([
    'Đã gửi 3.120 trên 4.980 người.',
    'Còn chờ 1.385 người, trong đó 380 nhận khi mở lại.',
    'Không tới được 35 · 2 không rõ đã tới chưa · 1 không gửi được · 412 đã đủ tin tuần này · 12 đã tắt loại tin này · 9 để lại so sánh, không gửi · 4 đã xóa dữ liệu.',
  ]);
  expect(progressInWords(progressOf({ ...noCounts(), placed: 7, sent: 2 }), reading)).toEqual([
    'Đã gửi 2 trên 9 người.',
    'Còn 7 người nhận khi mở lại.',
  ]);
});
