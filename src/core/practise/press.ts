import { pressCounter } from '../counters.ts';
import type { Course } from '../course.ts';
import type { Effect } from '../effect.ts';
import type { Session } from '../session.ts';
import { show, showAgain } from '../show.ts';
import { type Instant, secondMs } from '../time.ts';
import { type Turn, wordsOf } from '../turn.ts';
import { shownScreen } from './screen-message.ts';

/** Puts a practise screen before the person, from its beginning. */
export function openPractise(course: Course, session: Session, id: string, now: Instant): Turn {
  const screen = course.practise?.screens.find((one) => one.id === id);
  if (screen === undefined)
    return show(course, session, { kind: 'practise' }, now, wordsOf(session.language).practiseGone);
  const openedAt = Math.floor(now / secondMs);
  const { version } = screen;
  return show(course, session, { kind: 'practise_screen', screen: id, version, openedAt }, now);
}

/** A place was tapped: the first tap on this showing of the screen counts, an older message's never does. */
export function press(
  course: Course,
  session: Session,
  tap: { screen: string; openedAt: number; place: number },
  now: Instant,
): Turn {
  const words = wordsOf(session.language);
  const shown = session.screen;
  if (shown.kind !== 'practise_screen' || shown.screen !== tap.screen || shown.openedAt !== tap.openedAt)
    return showAgain(course, session, words.practisePassed);
  if (shown.chosen !== undefined) return showAgain(course, session, words.practiseAnswered);
  const screen = shownScreen(course, shown);
  if (screen === undefined) return show(course, session, { kind: 'practise' }, now, words.practiseGone);
  if (screen.places[tap.place - 1] === undefined) return showAgain(course, session, words.unknownTap);
  const turn = show(course, session, { ...shown, chosen: tap.place }, now);
  return {
    ...turn,
    effects: [...turn.effects, { kind: 'count', key: pressCounter(screen, tap.place), by: 1 }],
  };
}

/** The picture in words, for who cannot see it or has no network for pictures. */
export function describePractise(course: Course, session: Session): Turn {
  const shown = session.screen;
  const screen = shown.kind === 'practise_screen' ? shownScreen(course, shown) : undefined;
  const words = wordsOf(session.language);
  if (screen === undefined) return showAgain(course, session, words.practisePassed);
  const turn = showAgain(course, session, screen.alt[session.language]);
  return { ...turn, effects: turn.effects.map(withoutPicture) };
}

/** The words stand in for it. */
function withoutPicture(effect: Effect): Effect {
  if (effect.kind !== 'say') return effect;
  const { picture: _, ...message } = effect.message;
  return { ...effect, message };
}
