import type { Language } from '../../core/course.ts';
import { officialese } from '../../core/officialese.ts';
import { countTieng, findPhrase, sentencesOf } from '../../core/tieng.ts';
import { readsAs } from '../asking.ts';
import type { Entry } from '../entries.ts';
import type { ReadPractise, ReadScreen } from '../practise.ts';
import { errorAt, type LessonProblem, warningAt } from '../problem.ts';
import type { ReadRound, ReadRoundMessage } from '../round-messages.ts';
import type { YamlPath } from '../yaml-text.ts';
import { lengthLimits } from './length.ts';
import { hardCodedAddress, scolding } from './word-lists.ts';

/** Who hears the picture read out needs each number in it, and all that stands there. */
const leastAltTieng = 15;
const mostAskTieng = 30;
const mostMessageTieng = 40;
const mostWhyTieng = 30;
/** Six weeks of ten without one coming again. */
const leastMessages = 60;

type Known = {
  lessons: ReadonlySet<string>;
  misconceptions: ReadonlySet<string>;
  media: ReadonlySet<string>;
};

/** What practise screens are held to beyond their form. */
export function practiseRules(file: string, { entries }: ReadPractise, known: Known): LessonProblem[] {
  return entries.flatMap((entry) => screenRules(file, entry, known));
}

function screenRules(file: string, { value, lineOf }: Entry<ReadScreen>, known: Known): LessonProblem[] {
  const problems: LessonProblem[] = [];
  const report = (path: YamlPath, message: string, hint: string, isWarning = false): void => {
    const at = isWarning ? warningAt : errorAt;
    problems.push(at({ file, line: lineOf(path) }, 'practise', `The screen ${value.id}: ${message}`, hint));
  };
  if (!known.lessons.has(value.lesson)) {
    report(['lesson'], `there is no lesson ${value.lesson}`, 'Name one that the course has, as "4.1".');
  }
  if (!known.media.has(value.picture)) {
    report(
      ['picture'],
      `there is no media/${value.picture}`,
      'Draw it by scripts/practise/render.ts, or mend the name.',
    );
  }
  for (const language of ['vi', 'en'] as const) {
    const alt = value.alt[language];
    if (countTieng(alt) < leastAltTieng) {
      const hint = 'Say all that the picture shows, place by place: a blind learner answers from it.';
      report(['alt', language], `its words for the blind (${language}) are too few`, hint);
    }
    const number = language === 'vi' ? 'số' : 'number';
    for (const [at] of value.places.entries()) {
      if (!new RegExp(`${number} ${at + 1}(?!\\d)`, 'i').test(alt)) {
        report(
          ['alt', language],
          `its words for the blind (${language}) leave out ${number} ${at + 1}`,
          `Write "${number} ${at + 1}: …".`,
        );
      }
    }
    if (countTieng(value.ask[language]) > mostAskTieng) {
      report(['ask', language], `the question (${language}) is long`, `At most ${mostAskTieng} tiếng.`);
    }
    for (const { path, words } of plain(['ask', language], value.ask[language], language))
      report(path, words, plainHint, true);
    for (const [at, { label, says }] of value.places.entries()) {
      if (label[language].length > lengthLimits.optionWarn) {
        report(
          ['places', at, 'label', language],
          `the label of ${at + 1} is cut on small phones`,
          `At most ${lengthLimits.optionWarn} letters.`,
        );
      }
      if (countTieng(says[language]) > lengthLimits.feedbackTieng) {
        report(
          ['places', at, 'says', language],
          `what is said after ${at + 1} is long`,
          `At most ${lengthLimits.feedbackTieng} tiếng.`,
        );
      }
      for (const { path, words } of plain(['places', at, 'says', language], says[language], language))
        report(path, words, plainHint, true);
      for (const sentence of sentencesOf(says[language])) {
        if (readsAs(sentence.text) !== 'asks') continue;
        const hint = 'Say who must not get it; a learner must never give us any of these.';
        report(
          ['places', at, 'says', language],
          `reads as if it asked for a secret or money: "${sentence.text}"`,
          hint,
        );
      }
    }
  }
  for (const [at, { misconception }] of value.places.entries()) {
    if (misconception !== undefined && !known.misconceptions.has(misconception)) {
      report(
        ['places', at, 'misconception'],
        `"${misconception}" is no misconception of course.yaml`,
        'Name one of those, or add it there.',
      );
    }
  }
  return problems;
}

const plainHint = 'Use everyday words, speak kindly, and write {ban} where the learner is addressed.';

/** Only Vietnamese has these registers. */
function plain(path: YamlPath, text: string, language: Language): { path: YamlPath; words: string }[] {
  if (language !== 'vi') return [];
  const found = [
    ...officialese.flatMap(({ word }) => findPhrase(text, word)),
    ...findPhrase(text, scolding),
    ...findPhrase(text, hardCodedAddress),
  ];
  return found.map((match) => ({ path, words: `it says "${match[0]}"` }));
}

/** What the pool of the weekly round is held to. A scam's own words may say what scams say. */
export function roundRules(
  file: string,
  { entries }: ReadRound,
  official: readonly string[],
): LessonProblem[] {
  const problems = entries.flatMap((entry) => messageRules(file, entry, official));
  const scams = entries.filter(({ value }) => value.is === 'scam').length;
  const whole = (message: string, hint: string): void => {
    problems.push(warningAt({ file, line: 1 }, 'round', message, hint));
  };
  if (entries.length < leastMessages) {
    whole(
      `There are ${entries.length} messages`,
      `From ${leastMessages} on none comes again within six weeks.`,
    );
  }
  if (scams < entries.length * 0.4 || scams > entries.length * 0.6) {
    whole(
      `${scams} of ${entries.length} messages are scams`,
      'Keep them about half, or guessing one side pays.',
    );
  }
  return problems;
}

function messageRules(
  file: string,
  { value, lineOf }: Entry<ReadRoundMessage>,
  official: readonly string[],
): LessonProblem[] {
  const problems: LessonProblem[] = [];
  const report = (path: YamlPath, message: string, hint: string): void => {
    problems.push(
      errorAt({ file, line: lineOf(path) }, 'round', `The message ${value.id}: ${message}`, hint),
    );
  };
  for (const language of ['vi', 'en'] as const) {
    const [text, why] = [value.text[language], value.why[language]];
    if (countTieng(text) > mostMessageTieng) {
      report(
        ['text', language],
        `${countTieng(text)} tiếng (${language})`,
        `At most ${mostMessageTieng}: it is read aloud at a table.`,
      );
    }
    if (countTieng(why) > mostWhyTieng) {
      report(
        ['why', language],
        `the reason has ${countTieng(why)} tiếng (${language})`,
        `One sentence, at most ${mostWhyTieng} tiếng.`,
      );
    }
    if (value.is !== 'real') continue;
    for (const [address = ''] of text.matchAll(/(?:[a-z0-9-]+\.)+[a-z]{2,}/gi)) {
      const isOfficial = official.some((domain) => address === domain || address.endsWith(`.${domain}`));
      if (!isOfficial) {
        report(
          ['text', language],
          `a real one names ${address}`,
          `Only ${official.join(', ')} may be named in one that is real.`,
        );
      }
    }
  }
  return problems;
}
