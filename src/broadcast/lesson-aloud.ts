import { addressed } from '../core/address.ts';
import type { Lesson } from '../core/course.ts';
import { countTieng, sentencesOf } from '../core/tieng.ts';
import { ended, forAll, isOfScreen, secondsAloud, tiengAMinute } from './loudspeaker.ts';
import { readAloud, saidNumber } from './read-aloud.ts';

/** As long as people listen to one voice while they cook. */
const mostSeconds = 120;

/**
 * A lesson as the village loudspeaker reads it, about two minutes: what happens, what to do, the sentence to keep
 * (twice), and where to go on. Figures and short names are written as they are said. Whole sentences are left out
 * from the end of the cards where it would be longer.
 * @returns one paragraph a part
 */
export function lessonAloud(lesson: Lesson): { paragraphs: string[]; seconds: number } {
  const opening = `Mời bà con nghe bài ngắn: ${spoken(lesson.title, '')}`;
  const remember = spoken(lesson.remember, '');
  const closing = [
    `Xin nhắc lại. ${remember}`,
    'Muốn học trên điện thoại, bà con hỏi tổ công nghệ số hoặc trưởng thôn. Xin cảm ơn bà con.',
  ];
  let left = (tiengAMinute * mostSeconds) / 60 - countTieng([opening, remember, ...closing].join(' '));
  const cards: string[] = [];
  for (const card of lesson.cards) {
    const kept: string[] = [];
    for (const sentence of sentencesIn(`${ended(card.title)}\n${card.text}`)) {
      const length = countTieng(sentence);
      if (length > left) {
        left = 0;
        break;
      }
      kept.push(sentence);
      left -= length;
    }
    // A title alone says nothing.
    if (kept.length > 1) cards.push(kept.join(' '));
  }
  const paragraphs = [opening, ...cards, remember, ...closing];
  return { paragraphs, seconds: Math.round(secondsAloud(paragraphs.join(' '))) };
}

const sentencesIn = (text: string): string[] =>
  sentencesOf(addressed(forAll(text), 'bà con', 'vi'))
    .map((sentence) => sentence.text)
    .filter((sentence) => !isOfScreen(sentence))
    .map((sentence) => {
      const [mark, number] = /^(\d{1,2})\.\s+/.exec(sentence) ?? [''];
      return spoken(
        sentence.slice(mark.length),
        number === undefined ? '' : `${saidNumber(Number(number))} là `,
      );
    });

/** "Hai là cúp máy." */
function spoken(text: string, lead: string): string {
  const glossed = text.replace(/\s*\(([^()]+)\)(?=([,.;:!?…]?))/gu, (_, gloss: string, sign: string) =>
    sign === '' ? `, tức là ${gloss},` : `, tức là ${gloss}`,
  );
  const said = ended(readAloud(addressed(forAll(glossed), 'bà con', 'vi')));
  const rest = lead === '' ? said : said.charAt(0).toLocaleLowerCase('vi') + said.slice(1);
  const whole = lead + rest;
  return whole.charAt(0).toLocaleUpperCase('vi') + whole.slice(1);
}
