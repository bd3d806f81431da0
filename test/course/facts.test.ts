import { describe, expect, test } from 'vitest';
import { readFacts } from '../../src/course/facts.ts';
import { figuresIn } from '../../src/course/figure.ts';
import { check, courseText, factsText } from './checked.ts';
import { lessonWith, lineOf, soundLesson } from './lesson-text.ts';

const factsWith = (passage: string, instead: string) => lessonWith(passage, instead, factsText);

describe('the list of facts', () => {
  test('gives each fact with what lessons may print', () => {
    const { facts, problems } = readFacts('facts.yaml', factsText);
    expect(problems).toEqual([]);
    expect(facts.get('B1')).toEqual({
      id: 'B1',
      topic: 'Ngân hàng',
      statement: 'Chuyển trên 10 triệu đồng một lần thì phải kiểm tra khuôn mặt.',
      confidence: 'A',
      sources: ['Báo Thanh Hóa'],
      checkedOn: '2026-11-23',
      recheckBy: '2027-02-21',
      figures: ['10 triệu', '20 triệu'],
      phones: [],
      line: lineOf('- id: B1', factsText),
    });
  });

  test.each([
    ['a fact that stands twice', 'id: R3', 'id: L1', 'fact', 'id: L1\n  topic: Báo'],
    ['a source that is missing', 'sources: ["Bộ Công an"]', 'sources: []', 'fact', 'id: R3'],
    [
      'a figure of general knowledge',
      'confidence: C',
      'confidence: C\n  figures: ["12 ký tự"]',
      'fact',
      'id: Z2',
    ],
    ['days in the wrong order', 'recheck_by: 2027-02-21', 'recheck_by: 2026-11-22', 'fact', 'id: L1'],
    ['a confidence nobody knows', 'confidence: C', 'confidence: D', 'yaml-value', 'confidence: D'],
    ['a phone written as a number', 'phones: ["113"]', 'phones: [113]', 'yaml-value', 'phones:'],
  ])('names %s', (_, passage, instead, rule, at) => {
    const text = factsWith(passage, instead);
    expect(readFacts('facts.yaml', text).problems.map((it) => [it.rule, it.line])).toEqual([
      [rule, lineOf(at, text)],
    ]);
  });

  test('names a fact past its day where lessons use it, softly for thirty days', () => {
    const facts = factsWith('recheck_by: 2027-02-21', 'recheck_by: 2026-12-01');
    const said = (today: string) => check({ facts, today }).map((it) => [it.severity, it.file, it.line]);
    const line = lineOf('id: L1', facts);
    expect(said('2026-12-01')).toEqual([]);
    expect(said('2026-12-02')).toEqual([['warning', 'lessons/facts.yaml', line]]);
    expect(said('2026-12-31')).toEqual([['warning', 'lessons/facts.yaml', line]]);
    expect(said('2027-01-01')).toEqual([['error', 'lessons/facts.yaml', line]]);
  });

  test('is not complained about for a fact no lesson uses', () => {
    const facts = factsWith('recheck_by: 2027-02-21\n  figures', 'recheck_by: 2026-11-24\n  figures');
    expect(check({ facts, today: '2026-12-30' })).toEqual([]);
  });

  test('a lesson past its own day is named likewise', () => {
    const lesson = lessonWith('recheck_by: 2027-02-21', 'recheck_by: 2026-12-01');
    const said = (today: string) => check({ lesson, today }).map((it) => [it.rule, it.severity, it.line]);
    const line = lineOf('recheck_by', lesson);
    expect(said('2026-12-01')).toEqual([]);
    expect(said('2026-12-31')).toEqual([['recheck', 'warning', line]]);
    expect(said('2027-01-01')).toEqual([['recheck', 'error', line]]);
  });
});

describe('figures of a lesson', () => {
  const prints = (text: string, facts = 'facts: [L1, R3]') =>
    check({
      lesson: soundLesson
        .replace('facts: [L1, R3]', facts)
        .replace('Nghe rất thật, nhưng đây là kẻ gian.', text),
    });

  test('may be printed when the fact is named', () => {
    expect(prints('Chuyển trên 10 triệu đồng.', 'facts: [L1, R3, B1]')).toEqual([]);
  });

  test('are traced to the fact that holds them when it is not named', () => {
    expect(prints('Chuyển trên 10 triệu đồng.')[0]?.hint).toContain('Add B1');
  });

  test('of general knowledge are refused, with the reason', () => {
    expect(prints('Dùng 24 ký tự.', 'facts: [L1, R3, Z2]')).toMatchObject([
      { rule: 'figure-without-fact', hint: expect.stringContaining('Z2: confidence C') },
    ]);
  });
});

describe('figuresIn', () => {
  const found = (text: string, ...allowed: string[]) => figuresIn(text, allowed).map((it) => it.text);

  test.each([
    ['1900 0368', ['1900 0368'], 'Gọi 1900 0368 ngay.'],
    ['a figure over a line’s end', ['1900 0368'], 'Gọi 1900\n0368.'],
    ['English millions', ['10 triệu'], 'over 10 million dong'],
    ['English thousands', ['50.000'], '50,000 dong'],
    ['an English date', ['ngày 1 tháng 7 năm 2025'], 'since 1 July 2025, or July 1, 2025'],
    ['a date on a button', ['ngày 1 tháng 7 năm 2025'], 'Từ 1/7/2025'],
    ['a date in words', ['1/7/2025'], 'từ ngày 1 tháng 7 năm 2025'],
    ['two phones', ['156', '5656'], 'Nhắn 156 hoặc 5656.'],
    ['networks', [], 'Bật 4G hoặc 5G.'],
  ])('knows %s', (_, allowed, text) => {
    expect(found(text, ...allowed)).toEqual([]);
  });

  test.each([
    ['110 triệu', ['10 triệu'], ['110 triệu']],
    ['10.000', ['10'], ['10.000']],
    ['113', ['11', '3'], ['113']],
    ['24/7', [], ['24/7']],
    ['500k', [], ['500k']],
    ['2 trăm', [], ['2 trăm']],
    ['1,5 triệu', [], ['1,5 triệu']],
    ['123456', [], ['123456']],
    ['từ 19 đến 20', [], ['20']],
  ])('does not take %s for anything else', (text, allowed, expected) => {
    expect(found(text, ...allowed)).toEqual(expected);
  });
});

describe('the order of lessons', () => {
  const said = (course: string) => check({ course }).map((it) => [it.rule, it.line]);

  test('names a module without a name', () => {
    expect(said(lessonWith('number: 4', 'number: 5', courseText))).toEqual([['module', 1]]);
  });

  test('names a module that stands twice, and a lesson twice on a path', () => {
    const twice = lessonWith('number: 1', 'number: 4', courseText);
    expect(said(twice)).toEqual([['module', lineOf('number: 4\n    title: { vi: Tránh', twice)]]);
    const path = lessonWith('["4.2", "4.1"]', '["4.1", "4.1"]', courseText);
    expect(said(path)).toEqual([['path', lineOf('student:', path)]]);
  });
});
