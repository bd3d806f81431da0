import { z } from 'zod';
import { contentName } from '../core/chance.ts';
import type { PractiseScreen } from '../core/practise/practise.ts';
import { type Entry, entryId, inBoth, readEntries } from './entries.ts';
import type { LessonProblem } from './problem.ts';
import { said, text } from './yaml-text.ts';

const place = z.object({
  label: inBoth('the place’s label'),
  says: inBoth('what is said after it'),
  right: z.literal(true).optional(),
  misconception: text('a misconception of course.yaml').optional(),
});

const screen = z
  .object({
    id: entryId,
    lesson: text('the lesson’s id, in quotes'),
    picture: text('a file of the media folder').regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]*\.png$/,
      'expected the name of a PNG file in the media folder',
    ),
    ask: inBoth('the question'),
    alt: inBoth('the picture in words'),
    places: z
      .array(place, { error: ({ input }) => said('the places in the order of their numbers', input) })
      .min(3, 'expected 3 to 6 places')
      .max(6, 'expected 3 to 6 places'),
  })
  .superRefine(({ places }, issues) => {
    const right = places.filter((one) => one.right === true).length;
    if (right !== 1) {
      issues.addIssue({ code: 'custom', path: ['places'], message: `one place is right, found ${right}` });
    }
    for (const [at, { right: isRight, misconception }] of places.entries()) {
      if ((isRight === true) === (misconception !== undefined)) {
        const message =
          isRight === true ? 'the right place has no misconception' : 'a wrong place names its misconception';
        issues.addIssue({ code: 'custom', path: ['places', at], message });
      }
    }
  });

export type ReadScreen = z.infer<typeof screen>;
export type ReadPractise = {
  screens: PractiseScreen[];
  entries: Entry<ReadScreen>[];
  problems: LessonProblem[];
};

/** Reads `practise.yaml`; a screen with a mistake is named and left out. */
export function readPractise(file: string, source: string): ReadPractise {
  const { entries, problems } = readEntries(file, source, screen, 'practise');
  return { screens: entries.map(({ value }) => screenOf(value)), entries, problems };
}

function screenOf(read: ReadScreen): PractiseScreen {
  const { id, lesson, picture, ask, alt } = read;
  return {
    ...{ id, version: contentName(JSON.stringify(read)), lesson, picture, ask, alt },
    places: read.places.map(({ label, says, misconception }) => ({
      ...{ label, says },
      ...(misconception === undefined ? {} : { misconception }),
    })),
    right: read.places.findIndex((one) => one.right === true) + 1,
  };
}
