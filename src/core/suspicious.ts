import { scamCounter } from './counters.ts';
import type { Course } from './course.ts';
import { fold } from './fold.ts';
import { intentOf } from './intent.ts';
import { localWeek } from './local-calendar.ts';
import { hasPrivateNumber } from './redact.ts';
import { judge, type Verdict } from './scam/judge.ts';
import type { ScamAnswer, Screen, Session } from './session.ts';
import { show } from './show.ts';
import type { Instant } from './time.ts';
import { activeLearner, type Turn } from './turn.ts';

/** Where people decide, or write as officials, nothing they write takes them away. */
const staying: ReadonlySet<Screen['kind']> = new Set([
  ...(['consent', 'guardian', 'under16', 'forget', 'office', 'console', 'commune', 'village'] as const),
]);
/** Nobody types an answer or a question of this length. */
const longestAnswer = 300;
/** From so many words on, what is surely dangerous was received and not thought up. */
const fewestWords = 8;

const asking =
  /\b(?:lam sao|lam gi|the nao|phai lam|co phai|phai khong|lua khong|lua dao khong|co that khong|co dung khong|what should|how do|is it|is this)\b/;

/**
 * The desk for suspicious messages: whether what came is a message the person received, and if so what to think of it.
 * It is one when it was forwarded, when a strange message was spoken of, when it is longer than any answer, has a link,
 * or asks as only crooks do. Nothing of the text is kept: only what was noticed in it, by name.
 * @returns undefined when it is for somebody else to answer
 */
export function suspiciousTurn(
  course: Course,
  session: Session,
  { text, isForwarded }: { text: string; isForwarded?: true | undefined },
  isChoice: () => boolean,
  now: Instant,
): Turn | undefined {
  if (staying.has(session.screen.kind) || text.startsWith('/')) return undefined;
  const isAtDesk = session.screen.kind === 'suspicious' || session.screen.kind === 'scam';
  const words = fold(text).split(' ');
  const mayBe =
    isForwarded === true ||
    text.length > longestAnswer ||
    /[.:]\S/.test(text) ||
    words.length >= fewestWords ||
    (isAtDesk && (words.length >= 3 || /\d{8}/.test(text.replace(/[ .-]/g, ''))));
  if (!mayBe || intentOf(text) !== undefined) return undefined;
  const verdict = judge(text, course.official.links);
  if (isForwarded !== true) {
    const { tier, hasLink } = verdict;
    const isQuestion = text.trimEnd().endsWith('?') || asking.test(fold(text));
    const isClear = tier === 'danger' && words.length >= fewestWords && !isQuestion;
    if (tier === 'not_clear' && hasPrivateNumber(text)) return undefined;
    if (
      !(
        hasLink ||
        isClear ||
        (isAtDesk && !isQuestion) ||
        (text.length > longestAnswer && tier !== 'not_clear')
      )
    )
      return undefined;
    if (isChoice()) return undefined;
  }
  const { tier, reasons, kind } = verdict;
  const turn = show(course, session, { kind: 'scam', tier, reasons, scam: kind }, now);
  return { ...turn, effects: [...turn.effects, ...countOf(session, verdict, now)] };
}

/** Which sort was forwarded where in which week; a place only of those who agreed that it is counted. */
function countOf(session: Session, { tier, kind }: Verdict, now: Instant): Turn['effects'] {
  if (tier === 'not_clear') return [];
  const { consent, commune } = activeLearner(session);
  const place = consent?.isGiven === true ? commune : undefined;
  return [{ kind: 'count', key: scamCounter(place, localWeek(now), kind, tier), by: 1 }];
}

/** Whether a picture is one of a strange message: at the desk, or forwarded while nothing is asked that needs an answer. */
export const isForTheDesk = ({ screen }: Session, isForwarded: true | undefined): boolean =>
  screen.kind === 'suspicious' ||
  screen.kind === 'scam' ||
  (isForwarded === true && !staying.has(screen.kind));

/** A picture cannot be read here: its words may be typed, or the three questions answered. */
export const suspiciousPicture = (course: Course, session: Session, now: Instant): Turn =>
  answerDesk(course, session, 'picture', now);

/** One of the three questions that decide was answered; on an old message as well. */
export function answerDesk(course: Course, session: Session, answer: ScamAnswer, now: Instant): Turn {
  const known: Screen & { kind: 'scam' } =
    session.screen.kind === 'scam' && answer !== 'picture'
      ? session.screen
      : { kind: 'scam', tier: 'not_clear', reasons: [], scam: 'other' };
  return show(course, session, { ...known, answer }, now);
}
