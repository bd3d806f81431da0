import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchTypedChoice } from '../../src/core/typed-choice.ts';

const choices = ['Kẻ gian cũng biết', 'Đúng là cán bộ thật', 'Thật nếu số gọi đẹp', 'Hỏi công an xã'].map(
  (label, place) => ({ id: `id-${place}`, label }),
);
const chosen = (text: string, letters = true): string => {
  const match = matchTypedChoice(text, choices, { letters });
  return match.kind === 'chosen' ? match.choice.id : match.kind;
};

describe('a typed answer names a choice on screen', () => {
  test.each([
    ['1', 0],
    ['2', 1],
    ['4', 3],
    ['1.', 0],
    ['(1)', 0],
    ['1)', 0],
    ['[2]', 1],
    [' 3 ', 2],
    ['２', 1],
    ['3️⃣', 2],
    ['câu 1', 0],
    ['cau 2', 1],
    ['số 3', 2],
    ['so 4', 3],
    ['đáp án 2', 1],
    ['dap an so 2', 1],
    ['chọn 3', 2],
    ['em chọn 2', 1],
    ['tôi chọn số 1', 0],
    ['bấm 2', 1],
    ['trả lời 4', 3],
    ['một', 0],
    ['hai', 1],
    ['ba', 2],
    ['bốn', 3],
    ['số hai', 1],
    ['thứ hai', 'none'],
    ['one', 0],
    ['answer 2', 1],
    ['option 3', 2],
    ['a', 0],
    ['A', 0],
    ['b', 1],
    ['B)', 1],
    ['b.', 1],
    ['C.', 2],
    ['đáp án b', 1],
    ['dap an B', 1],
    ['câu c', 2],
    ['chọn d', 3],
    ['b ạ', 1],
    ['b nhé', 1],
    ['2 ạ', 1],
    ['là b', 1],
    ['Ｂ', 1],
    ['Kẻ gian cũng biết', 0],
    ['ke gian cung biet', 0],
    ['KẺ GIAN CŨNG BIẾT', 0],
    ['kẻ gian cũng biết ạ', 0],
    ['hoi cong an xa', 3],
    ['hỏi công an', 3],
    ['đúng là cán bộ', 1],
    ['ke gian', 0],
    ['5', 'none'],
    ['0', 'none'],
    ['10', 'none'],
    ['e', 'none'],
    ['h', 'none'],
    ['tôi bị lừa 2 triệu', 'none'],
    ['1 triệu', 'none'],
    ['b ơi', 'none'],
    ['2 hôm nữa', 'none'],
    ['hỏi', 'none'],
    ['không biết', 'none'],
    ['', 'none'],
    ['👍', 'none'],
    ['1 2', 'none'],
    ['12', 'none'],
    ['a b', 'none'],
  ] as [string, number | string][])('%j', (text, place) => {
    expect(chosen(text)).toBe(typeof place === 'number' ? `id-${place}` : place);
  });

  test('letters mean nothing on a menu', () => {
    expect(chosen('a', false)).toBe('none');
    expect(chosen('1', false)).toBe('id-0');
  });

  test('a beginning that fits two choices is asked back, not guessed', () => {
    const twins = [
      { id: 'x', label: 'Gọi ngân hàng ngay' },
      { id: 'y', label: 'Gọi ngân hàng sau' },
    ];
    expect(matchTypedChoice('gọi ngân hàng', twins, { letters: true }).kind).toBe('ambiguous');
  });

  test('whatever the choices, the exact label and the number choose it', () => {
    const label = fc.string({
      unit: fc.constantFrom(...'abcdeghiklmnopqrstuvxyđăâêôơư '),
      minLength: 6,
      maxLength: 30,
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(label, { minLength: 1, maxLength: 6, selector: (text) => text.replace(/\s/g, '') }),
        (labels) => {
          const offered = labels.map((text, place) => ({ id: String(place), label: `x${text}` }));
          offered.forEach((choice, place) => {
            const byNumber = matchTypedChoice(String(place + 1), offered, { letters: true });
            expect(byNumber).toEqual({ kind: 'chosen', choice });
            const byLabel = matchTypedChoice(choice.label, offered, { letters: true });
            if (byLabel.kind === 'chosen') expect(byLabel.choice.id).toBe(choice.id);
            else expect(byLabel.kind).toBe('ambiguous');
          });
        },
      ),
    );
  });
});
