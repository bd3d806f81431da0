import { render as renderTelegram } from '../channels/telegram/render.ts';
import { renderLines } from '../channels/terminal/render.ts';
import { render as renderZaloBot } from '../channels/zalo-bot/render.ts';
import { render as renderZaloOa } from '../channels/zalo-oa/render.ts';
import { advance } from '../core/advance.ts';
import { writeTap } from '../core/choice-id.ts';
import type { Course, Language, LessonId } from '../core/course.ts';
import type { Event } from '../core/event.ts';
import type { Message } from '../core/message.ts';
import { newSession } from '../core/new-session.ts';
import { type Instant, secondMs } from '../core/time.ts';
import { activeLearner } from '../core/turn.ts';
import type { PreviewChannel } from './preview-channels.ts';

/** No lesson is longer, whatever is tapped. */
const mostTurns = 60;
const startAt: Instant = Date.UTC(2026, 0, 5, 1);

/**
 * A lesson as one channel shows it, to somebody who taps the first choice each time: a part of a message each, as plain
 * text with `[buttons]`.
 */
export function previewOnChannel(
  course: Course,
  id: LessonId,
  language: Language,
  address: string | undefined,
  channel: PreviewChannel,
): string[] {
  return messagesOf(course, id, language, address).flatMap((message) => shownOn(channel, message, language));
}

function messagesOf(
  course: Course,
  id: LessonId,
  language: Language,
  address: string | undefined,
): Message[] {
  let session = newSession('preview', language, startAt);
  let now = startAt;
  const step = (event: Event): Message[] => {
    const turn = advance(course, session, event, now);
    session = turn.session;
    return turn.effects.flatMap((effect) => (effect.kind === 'say' ? [effect.message] : []));
  };
  const tap = (choice: string): Message[] => {
    now += secondMs;
    return step({ kind: 'choice_tapped', choice, at: now });
  };
  step({ kind: 'chat_opened', language, at: now });
  const said = tap(writeTap({ kind: 'lesson', lesson: id }));
  const asked = said.at(-1)?.choices.find((choice) => choice.label === address);
  if (asked !== undefined) said.push(...tap(asked.id));
  for (let turn = 0; turn < mostTurns && activeLearner(session).place.kind !== 'finished'; turn++) {
    const [first] = said.at(-1)?.choices ?? [];
    if (first === undefined) break;
    said.push(...tap(first.id));
  }
  return said;
}

function shownOn(channel: PreviewChannel, message: Message, language: Language): string[] {
  const pictureOf = (file: string): string => `(${file})`;
  const written = (text: string, buttons: readonly string[], picture?: string): string =>
    [...(picture === undefined ? [] : [picture]), text, ...buttons.map((label) => `[${label}]`)].join('\n');
  switch (channel) {
    case 'telegram':
      return renderTelegram(message).map((call) =>
        written(
          plain(call.html),
          (call.keyboard ?? []).flat().map(({ text }) => text),
          call.kind === 'photo' ? pictureOf(call.file) : undefined,
        ),
      );
    case 'zalo-bot':
      return renderZaloBot(message, language, pictureOf).map((call) =>
        call.kind === 'photo' ? written(call.caption, [], call.photo) : written(call.text, []),
      );
    case 'zalo-oa':
      return renderZaloOa(message, language, (choice) => choice, pictureOf).map(
        ({ text, buttons, picture }) =>
          written(
            text,
            buttons.map(({ title }) => title),
            picture,
          ),
      );
    case 'terminal':
      return [renderLines(message, false).join('\n')];
  }
}

/** As a person reads Telegram's HTML. */
const plain = (html: string): string =>
  html
    .replace(/<\/?b>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
