import { beforeAll, describe, expect, test } from 'vitest';
import type { Unit } from '../../src/core/course.ts';
import { findUnits } from '../../src/core/find-unit.ts';
import { fold } from '../../src/core/fold.ts';
import { readJoinCode, writeJoinCode } from '../../src/core/join-code.ts';
import { loadCourse } from '../../src/course/load.ts';

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
  test('carries the unit and, if wanted, the audience', () => {
    expect(readJoinCode(writeJoinCode('14797'), units)).toEqual({ unit: '14797' });
    expect(readJoinCode(writeJoinCode('14797', 'student'), units)).toEqual({
      unit: '14797',
      audience: 'student',
    });
  });

  test.each(['', 'x', '99999', '14797-z', '14797-s-s', '<script>', 'a'.repeat(80)])(
    'that is none is passed over: %j',
    (code) => {
      expect(readJoinCode(code, units)).toBeUndefined();
    },
  );
});
