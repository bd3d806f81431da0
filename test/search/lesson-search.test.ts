import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { guesses, isOneSlipAway } from '../../src/core/search/guesses.ts';
import { type LessonSearch, openLessonSearch } from '../../src/core/search/lesson-search.ts';
import { wordsOf } from '../../src/core/search/words-of.ts';
import { loadCourse } from '../../src/course/load.ts';

let search: LessonSearch;
beforeAll(async () => {
  const { course } = await loadCourse(new URL('../../lessons', import.meta.url).pathname);
  search = openLessonSearch(course);
});

const first = (question: string): string | undefined => search(question)[0]?.id;

describe('somebody who asks in their own words', () => {
  test.each([
    { case: 'with all marks', question: 'Tôi đánh rơi điện thoại ngoài chợ rồi', lesson: '2.6' },
    { case: 'without marks', question: 'cong an goi dien bat chuyen tien', lesson: '4.1' },
    { case: 'in short forms', question: 'k bt đặt mk ntn', lesson: '1.2' },
    { case: 'with fingers beside the keys', question: 'chuyne khaon nham nguoi', lesson: '3.4' },
    { case: 'with Telex keys left over', question: 'len muwcs 2 vneid owr ddaau', lesson: '2.2' },
    { case: 'as it is spoken here', question: 'chuyền tiền cho kẻ nừa đảo', lesson: '4.5' },
    { case: 'with the app’s name in pieces', question: 'VN eID muc 2 la gi', lesson: '2.1' },
    { case: 'in English', question: 'i lost my phone', lesson: '2.6' },
    { case: 'about tax', question: 'bán tạp hóa có phải khai thuế không', lesson: '6.3' },
  ])('is led to the lesson $case', ({ question, lesson }) => {
    expect(
      search(question)
        .slice(0, 3)
        .map(({ id }) => id),
    ).toContain(lesson);
  });

  test('the best comes first, each lesson once', () => {
    const found = search('quét mã QR trả tiền');
    expect(found.map(({ score }) => score)).toEqual(
      [...found.map(({ score }) => score)].sort((a, b) => b - a),
    );
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  });

  test('a question is found the same with marks stripped', () => {
    expect(first('mat khau kho doan')).toBe(first('mật khẩu khó đoán'));
  });
});

describe('somebody who asks about something else', () => {
  test.each([
    'giá lúa hôm nay bao nhiêu',
    'mai co mua khong',
    'con sốt cao co giật',
    'kết quả xổ số',
    'mẹ chồng khó tính quá',
    'viết cho tôi bài thơ',
    'lợn bị dịch tả',
  ])('is not led to a lesson: %s', (question) => {
    expect(search(question)).toEqual([]);
  });

  test.each(['', '   ', '???', '👍👍', 'a'])('nothing is nothing: %j', (question) => {
    expect(search(question)).toEqual([]);
  });
});

test('whatever is written, an answer comes and none is too heavy', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (question) => {
      const found = search(question);
      return found.length <= 10 && found.every(({ score }) => Number.isFinite(score) && score > 0);
    }),
    { numRuns: 2_000 },
  );
});

describe('a word nobody wrote into a lesson', () => {
  const known = new Set(['chuyen', 'tien', 'khoan', 'lua', 'dao']);

  test.each([
    { typed: 'chuyn', meant: 'chuyen' },
    { typed: 'chuyenn', meant: 'chuyen' },
    { typed: 'chuyne', meant: 'chuyen' },
    { typed: 'khoam', meant: 'khoan' },
    { typed: 'nua', meant: 'lua' },
    { typed: 'truyen', meant: 'chuyen' },
  ])('$typed may have been meant as $meant', ({ typed, meant }) => {
    expect(guesses(typed, known)).toEqual([meant]);
  });

  test('a short one is not guessed at by its letters', () => {
    expect(guesses('tin', known)).toEqual([]);
  });

  test('one slip is one slip, seen from either side', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, (one, other) => isOneSlipAway(one, other) === isOneSlipAway(other, one)),
    );
  });
});

test('words are neighbours only within what belongs together', () => {
  expect(wordsOf('Mất máy, khóa SIM. Wi-Fi!')).toEqual([['mat', 'may'], ['khoa', 'sim'], ['wifi']]);
});
