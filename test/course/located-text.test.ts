import { expect, test } from 'vitest';
import { joinTexts, lineAt, locatedText, sliceText } from '../../src/course/located-text.ts';

const three = joinTexts([locatedText('một', 4), locatedText('hai', 5), locatedText('ba', 9)], ' ');

test('each character knows its line', () => {
  expect(three.text).toBe('một hai ba');
  expect([0, 3, 4, 6, 8].map((index) => lineAt(three, index))).toEqual([4, 4, 5, 5, 9]);
});

test('a passage cut out keeps its lines, without the white space around it', () => {
  const cut = sliceText(three, 3, 10);
  expect(cut.text).toBe('hai ba');
  expect([0, 2, 4].map((index) => lineAt(cut, index))).toEqual([5, 5, 9]);
});
