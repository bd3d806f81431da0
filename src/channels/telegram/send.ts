import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Api, GrammyError, InputFile } from 'grammy';
import type { Chat } from '../../core/chat.ts';
import type { Outgoing } from '../../core/effect.ts';
import type { Log } from '../../log.ts';
import type { Delivery } from '../channel.ts';
import { deliveryAfterFault } from '../http/after-fault.ts';
import { openParts } from '../http/half-sent.ts';
import { TransportFault } from '../http/transport-fault.ts';
import { deliveryAfterRefusal, forgiven, type Refusal } from './failures.ts';
import { type Call, chosenKeyboard, type Keyboard, render } from './render.ts';
import type { Outcome, Transport } from './transport.ts';

/** A callback answer's text. Source: Bot API, answerCallbackQuery. */
const noteLimit = 200;

export type Sender = {
  send(chat: Chat, outgoing: Outgoing, sequence: number, signal: AbortSignal): Promise<Delivery>;
};

export type SenderOptions = {
  mediaDir: string | undefined;
  /** As in `TelegramOptions`. */
  drawPicture?(file: string): Promise<Buffer | undefined>;
  log: Log;
};

export function openSender(
  api: Api,
  transport: Pick<Transport, 'call'>,
  { mediaDir, drawPicture, log }: SenderOptions,
): Sender {
  const parts = openParts();
  /** Media file -> Telegram's name for it: a lesson's picture is uploaded once. */
  const fileIds = new Map<string, string>();

  async function makeCall(call: Call, user: string, signal: AbortSignal): Promise<number | undefined> {
    const markup = markupOf(call.keyboard);
    if (call.kind === 'photo') {
      const photo = fileIds.get(call.file) ?? (await readPicture(call.file));
      if (photo !== undefined) {
        const other = { caption: call.html, parse_mode: 'HTML' as const, ...markup };
        const sent = await api.raw.sendPhoto({ chat_id: user, photo, ...other }, sign(signal));
        const fileId = sent.photo.at(-1)?.file_id;
        if (fileId !== undefined) fileIds.set(call.file, fileId);
        return sent.message_id;
      }
      if (call.html === '') return undefined;
    }
    const other = { parse_mode: 'HTML' as const, link_preview_options: { is_disabled: true }, ...markup };
    return done(await transport.call('sendMessage', { chat_id: user, text: call.html, ...other }, signal));
  }

  /** A missing picture costs the picture, not the card. */
  async function readPicture(file: string): Promise<InputFile | undefined> {
    try {
      const drawn = await drawPicture?.(file);
      if (drawn !== undefined) return new InputFile(drawn, basename(file));
      if (mediaDir === undefined) return undefined;
      return new InputFile(await readFile(join(mediaDir, basename(file))), basename(file));
    } catch (error) {
      log.warn(
        { file, err: error },
        'A picture cannot be read from the media folder; its text is sent alone',
      );
      return undefined;
    }
  }

  async function hand(
    chat: Chat,
    outgoing: Outgoing,
    sequence: number,
    signal: AbortSignal,
  ): Promise<Delivery> {
    switch (outgoing.kind) {
      case 'message': {
        const calls = renderOrRefuse(outgoing.message);
        if ('kind' in calls) return calls;
        return parts.send(chat, sequence, calls, (call) =>
          attempt(async (user) => makeCall(call, user, signal), chat.user),
        );
      }
      case 'ask_access':
      case 'ask_office':
      case 'ask_tutor':
      case 'note_question':
        // Answered before they come here (`channels/asking.ts`); Telegram has no part in them.
        return { kind: 'delivered' };
      case 'acknowledge_tap': {
        const note = outgoing.note === undefined ? {} : { text: shortNote(outgoing.note) };
        const answer = { callback_query_id: outgoing.tap, ...note };
        return forgiven(
          await attempt(
            async () => done(await transport.call('answerCallbackQuery', answer, signal)),
            chat.user,
          ),
        );
      }
      case 'mark_choice': {
        const message_id = Number(outgoing.message);
        if (!Number.isSafeInteger(message_id)) return { kind: 'delivered' };
        const reply_markup = { inline_keyboard: chosenKeyboard(outgoing.label) };
        return forgiven(
          await attempt(async (user) => {
            const edit = { chat_id: user, message_id, reply_markup };
            done(await transport.call('editMessageReplyMarkup', edit, signal));
          }, chat.user),
        );
      }
    }
  }

  return {
    send: hand,
  };
}

/** A callback answer's text as Telegram takes it. */
export const shortNote = (note: string): string => [...note].slice(0, noteLimit).join('');

/** Makes a call, in the new place when Telegram says the chat has moved, and says what became of it. */
async function attempt(call: (user: string) => Promise<unknown>, user: string): Promise<Delivery> {
  try {
    const result = await call(user);
    return typeof result === 'number'
      ? { kind: 'delivered', message: String(result) }
      : { kind: 'delivered' };
  } catch (error) {
    if (error instanceof TransportFault) return deliveryAfterFault(error);
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    const movedTo = refusal.parameters?.migrate_to_chat_id;
    if (movedTo !== undefined && String(movedTo) !== user) return attempt(call, String(movedTo));
    return deliveryAfterRefusal(refusal);
  }
}

/** Telegram answered and did not do it. */
class Refused extends Error {
  override name = 'Refused';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.description);
    this.refusal = refusal;
  }
}

/** @returns the number of the message that was made, if one was  @throws Refused */
function done(outcome: Outcome): number | undefined {
  if (outcome.ok) return outcome.messageId;
  throw new Refused(outcome);
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refused) return error.refusal;
  return error instanceof GrammyError ? error : undefined;
}

function renderOrRefuse(message: Parameters<typeof render>[0]): Call[] | Delivery {
  try {
    return render(message);
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'bad_content', reason: error.message };
    throw error;
  }
}

const markupOf = (keyboard: Keyboard | undefined): { reply_markup?: { inline_keyboard: Keyboard } } =>
  keyboard === undefined ? {} : { reply_markup: { inline_keyboard: keyboard } };

/** grammY names the signal by an older library's type. */
const sign = (signal: AbortSignal): never => signal as never;
