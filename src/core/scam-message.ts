import { type PlainTap, writeTap } from './choice-id.ts';
import { type Course, findLesson } from './course.ts';
import type { Choice, Message } from './message.ts';
import { lessonOfKind } from './scam/kind.ts';
import type { Screen, Session } from './session.ts';
import { activeLearner, wordsOf } from './turn.ts';
import type { Words } from './words/vi.ts';

/** The verdict, what gave it away, what to do now; on the lower tiers the three questions. */
export function scamMessage(course: Course, session: Session, screen: Screen & { kind: 'scam' }): Message {
  const words = wordsOf(session.language);
  const plain = (id: PlainTap, label: string): Choice => ({ id, label });
  const lessonId = lessonOfKind[screen.scam];
  const lesson = findLesson(course, lessonId, session.language);
  const hasBegun = activeLearner(session).place.kind !== 'nowhere';
  const ways: Choice[] = [
    plain('lost-money', words.lostMoney),
    ...(lesson === undefined
      ? []
      : [{ id: writeTap({ kind: 'lesson', lesson: lessonId }), label: words.scamLesson(lesson.title) }]),
    hasBegun ? plain('resume', words.resume) : plain('menu', words.backToMenu),
  ];
  const questions: Choice[] = [
    plain('scam-money', words.scamAsksMoney),
    plain('scam-code', words.scamAsksCode),
    plain('scam-link', words.scamAsksLink),
    plain('scam-none', words.scamAsksNone),
  ];
  const heading = words.scamHeading;
  const { answer } = screen;
  if (answer === undefined) return { heading, ...verdictOf(screen, words, questions, ways) };
  switch (answer) {
    case 'money':
      return { heading, text: `${words.scamTapped}\n${words.scamTappedMoney}`, choices: ways };
    case 'code':
      return { heading, text: `${words.scamTapped}\n${words.scamTappedCode}`, choices: ways };
    case 'link':
      return { heading, text: `${words.scamTapped}\n${words.scamTappedLink}`, choices: ways };
    case 'none':
      return { heading, text: words.scamTappedNone, choices: ways };
    case 'picture':
      return {
        heading,
        text: `${words.scamPhoto}\n\n${words.scamAsk}`,
        choices: [...questions, ...ways.slice(-1)],
      };
  }
}

function verdictOf(
  { tier, reasons }: Screen & { kind: 'scam' },
  words: Words,
  questions: Choice[],
  ways: Choice[],
): Pick<Message, 'text' | 'choices'> {
  const because =
    reasons.length === 0 ? [] : [words.scamBecause(reasons.map((reason) => words.scamReasons[reason]))];
  switch (tier) {
    case 'danger':
      return { text: [words.scamDanger, ...because, words.scamDoNow].join('\n'), choices: ways };
    case 'suspicious': {
      const said = [words.scamSuspicious, ...because, words.scamDoNow].join('\n');
      return { text: `${said}\n\n${words.scamAsk}`, choices: [...questions, ...ways.slice(1)] };
    }
    case 'not_clear':
      return {
        text: `${words.scamNotClear}\n\n${words.scamAsk}`,
        choices: [...questions, ...ways.slice(-1)],
      };
  }
}
