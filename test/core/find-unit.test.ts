import { beforeAll, describe, expect, test } from 'vitest';
import type { Unit } from '../../src/core/course.ts';
import { findUnits } from '../../src/core/find-unit.ts';
import { fold } from '../../src/core/fold.ts';
import { type Join, readJoinCode, writeJoinCode } from '../../src/core/join-code.ts';
import { loadCourse } from '../../src/course/load.ts';
import { launch } from '../fixtures/small-course.ts';

let units: ReadonlyMap<string, Unit>;
beforeAll(async () => {
  units = (await loadCourse(new URL('../../lessons', import.meta.url).pathname)).course.units;
});
const names = (text: string): string[] => findUnits(units, text).map((unit) => unit.fullName);

describe('a commune is found as people type it', () => {
  test('each of the 166 by its name without marks', () => {
    const communes = [...units.values()].filter((unit) => unit.kind === 'commune');
    expect(communes.length).toBe(166);
    for (const unit of communes) expect(names(fold(unit.name)), unit.name).toContain(unit.fullName);
  });

  test('namesakes without marks are both offered; the marked name says which', () => {
    expect(names('dong tien').sort()).toEqual(['phường Đông Tiến', 'xã Đồng Tiến']);
    expect(names('Đồng Tiến')).toEqual(['xã Đồng Tiến']);
    expect(names('phuong dong tien')).toEqual(['phường Đông Tiến']);
  });

  test('an old district’s name offers its communes', () => {
    const found = names('nga son');
    expect(found[0]).toBe('xã Nga Sơn');
    expect(found.length).toBeGreaterThan(3);
  });

  test.each([
    ['xa thieu hoa', 'xã Thiệu Hóa'],
    ['hac thanhh', 'phường Hạc Thành'],
    ['hac than', 'phường Hạc Thành'],
    ['hạc thành', 'phường Hạc Thành'],
    ['tôi ở sầm sơn', 'phường Sầm Sơn'],
    ['Thiệu Hoá', 'xã Thiệu Hóa'],
  ])('%s → %s', (text, name) => {
    expect(names(text)).toContain(name);
  });

  test.each(['xyzt', 'a', '', '12345', 'hà nội 2'])('nothing is found for %j', (text) => {
    expect(names(text)).toEqual([]);
  });
});

describe('a join code', () => {
  const known = () => ({ units, events: new Map([[launch.id, launch]]), lessons: new Map([['4.1', {}]]) });
  const written = (join: Join) => readJoinCode(writeJoinCode(join), known());

  test.each<Join>([
    { unit: '14797' },
    { unit: '14797', audience: 'student' },
    { unit: '14797', lesson: '4.1' },
    { unit: '14797', audience: 'student', lesson: '4.1' },
    { unit: '14797', event: 'ngayhoi26' },
    { unit: '14797', event: 'ngayhoi26', point: '012' },
    { unit: '14797', audience: 'worker', event: 'ngayhoi26', point: '012' },
  ])('is read as it was written: %j', (join) => {
    expect(written(join)).toEqual(join);
  });

  test('may be read aloud, and fits Telegram at its longest', () => {
    const { event, point } = { event: 'ngayhoi26', point: '012' };
    expect(writeJoinCode({ unit: '14797', audience: 'citizen', event, point })).toBe(
      '14797-c-e-ngayhoi26-012',
    );
    const longest = writeJoinCode({
      unit: 'u'.repeat(24),
      audience: 'citizen',
      event: 'e'.repeat(16),
      point: 'p'.repeat(12),
    });
    expect(longest).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });

  test('of a retired lesson still says the place, and no dot stands in it', () => {
    expect(writeJoinCode({ unit: '14797', lesson: '4.10' })).toBe('14797-l-4_10');
    expect(written({ unit: '14797', lesson: '4.10' })).toEqual({ unit: '14797' });
  });

  test('of an event or a point no longer known still says the place', () => {
    expect(written({ unit: '14797', event: 'longago', point: '012' })).toEqual({ unit: '14797' });
    expect(written({ unit: '14797', event: 'ngayhoi26', point: '999' })).toEqual({
      unit: '14797',
      event: 'ngayhoi26',
    });
  });

  test.each([
    '',
    'x',
    '99999',
    '14797-z',
    '14797-s-s',
    '14797-e',
    '14797-e-',
    '14797-ngayhoi26',
    '14797-e-ngayhoi26-012-9',
    '<script>',
    'a'.repeat(80),
  ])('that is none is passed over: %j', (code) => {
    expect(readJoinCode(code, known())).toBeUndefined();
  });
});
