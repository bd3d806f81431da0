import { rightsOf } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import type { ChartOption } from '../console/charts/chart.ts';
import { chartPng } from '../console/charts/chart-png.ts';
import type { Counted } from '../console/counted/counted.ts';
import { simulatedMark } from '../console/exports/table.ts';
import { written } from '../console/layout.ts';
import type { Drawing } from '../console/questions/charts.ts';
import { type Writing, writingOf } from '../console/questions/written.ts';
import { writeTap } from '../core/choice-id.ts';
import type { Course, Language } from '../core/course.ts';
import type { Choice, Message } from '../core/message.ts';
import type { Instant } from '../core/time.ts';
import { chartNamed, namedCharts } from './charts.ts';
import { pictureNames } from './picture-names.ts';
import { figureWords } from './words.ts';

export type FiguresInChat = {
  /** What an official is shown who wrote `/thongke`, `/thongke 4.1`, or chose a chart. @param chart absent for the list */
  message(person: Person, chart: string | undefined, language: Language): Promise<Message>;
  /** The picture of a message, drawn when a platform or a browser asks for it. @returns undefined for any other file */
  picture(file: string): Promise<Buffer | undefined>;
};

/** Begins the deed of a button that asks for a chart; without more, for the list. */
export const chartDeed = 'chart';
const button = (chart: string | undefined, label: string): Choice => ({
  id: writeTap({ kind: 'office', deed: chart === undefined ? chartDeed : `${chartDeed}~${chart}` }),
  label,
});

/** Charts for officials, where they talk: as a picture, with its figures in words beside it. */
export function openFiguresInChat(options: {
  counted: Counted;
  course(): Course;
  isSimulated: boolean;
  /** Of this service alone; pictures are named by it. */
  key: string;
  clock(): Instant;
}): FiguresInChat {
  const { counted, course, isSimulated, clock } = options;
  const names = pictureNames(options.key);

  /** @returns 'away' while nothing can be read */
  async function drawingOf(
    chart: string,
    writing: Writing,
  ): Promise<{ drawing: Drawing | undefined; at: Instant } | 'away'> {
    const found = await counted.book.read();
    const questions = found && counted.questionsIn(found.view);
    if (found === undefined || questions === undefined) return 'away';
    return { drawing: chartNamed(chart, { view: found.view, questions, writing }), at: found.view.readAt };
  }

  return {
    async message(person, chart, language) {
      const words = figureWords(language);
      const list = namedCharts.map((name) => button(name, words.charts[name]));
      const back = [button(undefined, words.toList)];
      if (!rightsOf(person).includes('see_questions')) return { text: words.noRight, choices: [] };
      if (chart === undefined) return { heading: words.heading, text: words.ask, choices: list };
      const found = await drawingOf(chart, writingOf(language, course()));
      if (found === 'away') return { text: words.away, choices: back };
      const { drawing, at } = found;
      if (drawing === undefined) {
        const isNamed = (namedCharts as readonly string[]).includes(chart);
        return { text: isNamed ? words.none : words.unknown, choices: back };
      }
      const { title, description } = drawing.text;
      return {
        heading: title,
        text: [
          ...(isSimulated ? [simulatedMark] : []),
          description,
          words.readAt(written(language).minute(at)),
        ].join('\n\n'),
        choices: back,
        picture: { file: names.nameOf({ chart, language, at: clock() }), alt: `${title}. ${description}` },
      };
    },
    async picture(file) {
      const asked = names.read(file, clock());
      if (asked === undefined) return undefined;
      const found = await drawingOf(asked.chart, writingOf(asked.language, course()));
      if (found === 'away' || found.drawing === undefined) return undefined;
      return pictureOf(found.drawing, written(asked.language).minute(found.at), isSimulated);
    },
  };
}

const headHeight = 64;

/** The chart under its title, with when it was read; a picture is passed on without the message it came in. */
function pictureOf({ option, size, text }: Drawing, readAt: string, isSimulated: boolean): Buffer {
  const grid = option.grid as { top: number };
  const titled: ChartOption = {
    ...option,
    title: {
      text: text.title,
      subtext: `Bạn Học Số · ${readAt}${isSimulated ? ` · ${simulatedMark}` : ''}`,
      left: 16,
      top: 10,
      textStyle: {
        fontSize: 17,
        fontWeight: 600,
        color: '#1b1f24',
        width: size.width - 32,
        overflow: 'break',
      },
      subtextStyle: { fontSize: 12, color: isSimulated ? '#b45309' : '#4a5550' },
    },
    grid: { ...grid, top: grid.top + headHeight },
  };
  return chartPng(titled, { width: size.width, height: size.height + headHeight });
}
