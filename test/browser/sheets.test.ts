/// <reference lib="dom" />
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lesson } from '../../src/core/course.ts';
import { fridgeCard } from '../../src/course/formats/fridge-card.ts';
import { paperQuiz } from '../../src/course/formats/paper-quiz.ts';
import { poster } from '../../src/course/formats/poster.ts';
import type { SheetOptions } from '../../src/course/formats/sheet.ts';
import { loadCourse } from '../../src/course/load.ts';
import { noBrowser, openBrowser } from './open-browser.ts';

const sheets: Record<string, (lesson: Lesson, options: SheetOptions) => string> = {
  poster,
  'paper quiz': paperQuiz,
  'fridge card': fridgeCard,
};
const options: SheetOptions = {
  address: 'anh/chị',
  operator: { name: 'Trung tâm Chuyển đổi số tỉnh Thanh Hóa' },
  link: 'https://banhocso.thanhhoa.example.vn/?j=thcs_hoang_hoa_chau_7a-l-4_1',
};

describe.skipIf(noBrowser !== undefined)(
  `printed sheets in Chromium${noBrowser === undefined ? '' : ` (${noBrowser})`}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser.close());

    test.each(Object.keys(sheets))('no lesson of the course runs over the edge of its %s', async (name) => {
      const { course } = await loadCourse(new URL('../../lessons', import.meta.url).pathname);
      const lessons = [...course.lessons.values()].flatMap(({ vi, en }) =>
        [vi, en].filter((it) => it !== undefined),
      );
      const page = await browser.newPage({ viewport: { width: 1200, height: 1600 } });
      const over: string[] = [];
      for (const lesson of lessons) {
        await page.setContent(sheets[name]?.(lesson, options) ?? '');
        const spill = await page.evaluate(() =>
          [...document.querySelectorAll('.sheet, .sheet *:not(svg *)')]
            .filter((it) => it instanceof HTMLElement && it.tagName !== 'LI')
            .filter((it) => {
              const sheet = it.closest('.sheet')?.getBoundingClientRect();
              const own = it.getBoundingClientRect();
              if (sheet === undefined) return false;
              return (
                own.bottom > sheet.bottom + 1 ||
                own.right > sheet.right + 1 ||
                sheet.height > ((297 * 96) / 25.4) * (sheet.width > 900 ? 1.42 : 1.01)
              );
            })
            .map((it) => `${it.tagName} ${Math.round(it.getBoundingClientRect().bottom)}`),
        );
        if (spill.length > 0) over.push(`${lesson.id}.${lesson.language}: ${spill[0]}`);
      }
      await page.close();
      expect(lessons.length).toBeGreaterThan(70);
      expect(over).toEqual([]);
    });
  },
);
