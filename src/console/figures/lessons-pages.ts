import { html } from 'hono/html';
import { type Course, findLesson, type Lesson } from '../../core/course.ts';
import { type LessonWay, lessonWay, type WayStep } from '../../stats/lesson-ways.ts';
import { exportLinks } from '../exports/export.ts';
import { type Frame, type Markup, pageOf } from '../layout.ts';
import type { Figures } from './look.ts';
import { type FigureTable, type Show, tableHtml } from './show.ts';

/** Every lesson with how many open and finish it, and where most stop. */
export function lessonsTable({ course, counted }: Figures, show: Show): FigureTable {
  const { columns, noStop } = show.words.lessons;
  const keys = ['lesson', 'opened', 'begun', 'finished', 'share', 'stop'] as const;
  return {
    id: 'lessons',
    caption: show.words.lessons.title,
    columns: keys.map((key) => ({ key, label: columns[key] })),
    rows: lessonsIn(course, show).map((lesson) => {
      const way = lessonWay(counted, lesson);
      const stop = way.stop === undefined ? noStop : stepName(way, way.stop, lesson, show);
      return {
        label: `${lesson.id} ${lesson.title}`,
        href: `/admin/figures/lessons/${lesson.id}`,
        cells: [
          { tens: way.opened },
          { tens: way.begun },
          { tens: way.finished },
          { share: way.share },
          { text: stop },
        ],
      };
    }),
  };
}

const lessonsIn = (course: Course, { language }: Show): Lesson[] =>
  [...course.lessons.keys()].flatMap((id) => findLesson(course, id, language) ?? []);

export const lessonsPage = (figures: Figures, frame: Frame, show: Show): Markup =>
  pageOf(
    show.words.lessons.title,
    html`<p>${show.words.lessons.text}</p><p class="quiet">${show.words.asOf(show.minute(figures.readAt))} ${show.words.tens}</p>
${tableHtml(lessonsTable(figures, show), show)}${exportLinks('/admin/figures/lessons', show.language)}`,
    frame,
  );

/** One lesson, step by step. */
export function wayTable({ counted }: Figures, lesson: Lesson, show: Show): FigureTable {
  const { columns } = show.words.way;
  const way = lessonWay(counted, lesson);
  const keys = ['step', 'came', 'passed', 'left', 'leftShare', 'time'] as const;
  return {
    id: `lesson-${lesson.id.replace('.', '-')}`,
    caption: show.words.way.title(lesson.id),
    columns: keys.map((key) => ({ key, label: columns[key] })),
    rows: way.steps.map((step, at) => ({
      label: stepName(way, at, lesson, show),
      cells: [
        { tens: step.came },
        { tens: step.passed },
        { tens: step.left },
        { share: step.leftShare },
        { text: step.kind === 'card' ? timeOf(step, show) : '' },
      ],
    })),
  };
}

export const wayPage = (figures: Figures, lesson: Lesson, frame: Frame, show: Show): Markup =>
  pageOf(
    `${lesson.id} ${lesson.title}`,
    html`<p>${show.words.way.text}</p><p class="quiet">${show.words.asOf(show.minute(figures.readAt))} ${show.words.tens} ${show.words.way.version(lesson.version)}</p>
${tableHtml(wayTable(figures, lesson, show), show)}${exportLinks(`/admin/figures/lessons/${lesson.id}`, show.language)}
<p><a class="way" href="${show.to('/admin/figures/lessons')}">${show.words.way.back}</a></p>`,
    frame,
  );

function stepName({ steps }: LessonWay, at: number, lesson: Lesson, { words, number }: Show): string {
  const { way } = words;
  switch (steps[at]?.kind) {
    case 'card':
      return way.card(number(at + 1), lesson.cards[at]?.title ?? '');
    case 'task':
      return way.task;
    case 'questions':
    case undefined:
      return way.questions;
  }
}

function timeOf({ halfWithin }: WayStep, { words, number }: Show): string {
  if (halfWithin === undefined) return words.few;
  if (halfWithin === 'more') return words.way.longer;
  return halfWithin < 120
    ? words.way.seconds(number(halfWithin))
    : words.way.minutes(number(halfWithin / 60));
}
