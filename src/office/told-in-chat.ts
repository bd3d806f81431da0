import { setTimeout as pause } from 'node:timers/promises';
import type { Broadcast } from '../broadcast/broadcast.ts';
import type { Receive } from '../channels/channel.ts';
import { parseChatKey } from '../core/chat.ts';
import { type Course, type Language, languages } from '../core/course.ts';
import type { Message } from '../core/message.ts';
import type { Instant } from '../core/time.ts';
import { quoted } from './chat-compose.ts';
import { deedButton } from './chat-deed.ts';
import type { Caller, Office, Tell, Telling } from './office.ts';
import { numberIn, type Reading } from './outlook-words.ts';
import { standingInWords, titleOf } from './standing-words.ts';
import { startInWords } from './start-words.ts';
import { wordsFor } from './words/chat.ts';

export type ToldInChatOptions = {
  receive: Receive;
  find(id: string): Promise<Broadcast | undefined>;
  course(): Course;
  clock(): Instant;
};

const tries = 5;

/** Brings what the office tells to a chat, as an event in every language: the chat knows which is its own. */
export function openTell({ receive, find, course, clock }: ToldInChatOptions): Tell {
  return async (key, id, what) => {
    const broadcast = await find(what.broadcast);
    if (broadcast === undefined) return;
    const inLanguage = (language: Language): Message => {
      const reading = { words: wordsFor(language), language, course: course(), now: clock() };
      return messageOf(what, broadcast, reading);
    };
    await tellChat(receive, { key, id, at: clock() }, inLanguage);
  };
}

/** What whoever wrote it reads when the last has been sent, or when it had to stop. */
export async function reportEnd(
  { receive, office, course, clock }: Omit<ToldInChatOptions, 'find'> & { office: Office },
  author: Caller,
  { id, revision }: Broadcast,
): Promise<void> {
  const { chat } = author.person;
  const standing = await office.standing(author, id);
  if (chat === undefined || standing === undefined) return;
  await tellChat(receive, { key: chat, id: `ended:${id}:${revision}`, at: clock() }, (language) => {
    const words = wordsFor(language);
    const reading = { words, language, course: course(), now: clock(), nameOf: () => '' };
    return {
      heading: words.titled(titleOf(standing.broadcast, words)),
      text: standingInWords(standing, reading).join('\n'),
      choices: [deedButton({ kind: 'show', id }, words.look)],
    };
  });
}

/** @throws when the intake takes nothing just now */
async function tellChat(
  receive: Receive,
  { key, id, at }: { key: string; id: string; at: Instant },
  message: (language: Language) => Message,
): Promise<void> {
  const chat = parseChatKey(key);
  if (chat === undefined) return;
  const messages = Object.fromEntries(languages.map((language) => [language, message(language)])) as Record<
    Language,
    Message
  >;
  for (let left = tries; left > 0; left--) {
    const receipt = await receive({
      chat,
      id: `told:${id}`,
      event: { kind: 'office_told', messages, at },
    });
    if (receipt.kind !== 'try_later') return;
    await pause(Math.min(receipt.afterMs, 1_000));
  }
  throw new Error('the intake takes nothing just now');
}

function messageOf(what: Telling, broadcast: Broadcast, reading: Reading): Message {
  const { words, language } = reading;
  const { id } = broadcast;
  const title = words.titled(titleOf(broadcast, words));
  switch (what.kind) {
    case 'approval_asked':
      return {
        heading: words.approvalHeading,
        text: [
          [
            words.approvalAsked(what.author || words.someone, numberIn(language, what.recipients)),
            words.second[what.why],
            ...(what.reason === undefined ? [] : [words.approvalReason(what.reason)]),
          ].join('\n'),
          `${words.reads}\n${quoted(what.message)}`,
        ].join('\n\n'),
        choices: [
          deedButton({ kind: 'approve', seen: { id, revision: what.revision } }, words.approve),
          deedButton({ kind: 'back', id }, words.sendBack),
          deedButton({ kind: 'show', id }, words.look),
        ],
      };
    case 'approved':
      return {
        text: [words.toldApproved(what.by || words.someone, title), startInWords(broadcast, reading)].join(
          ' ',
        ),
        choices: [deedButton({ kind: 'show', id }, words.look)],
      };
    case 'sent_back':
      return {
        text: words.toldSentBack(what.by || words.someone, title),
        choices: [deedButton({ kind: 'preview', id }, words.look)],
      };
  }
}
