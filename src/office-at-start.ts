import { isIn } from './access/person.ts';
import type { Broadcast } from './broadcast/broadcast.ts';
import { knownChannels } from './broadcast/channel-terms.ts';
import type { Receive } from './channels/channel.ts';
import type { Config } from './config.ts';
import type { BotSettings } from './config-bots.ts';
import { simulatedChannel } from './core/chat.ts';
import type { Course } from './core/course.ts';
import { telegramPace } from './delivery/governor.ts';
import { hasDemo } from './demo-at-start.ts';
import { chartDeed, type FiguresInChat } from './figures-in-chat/figures-in-chat.ts';
import type { Log } from './log.ts';
import { type ChannelTerms, freeTerms } from './office/channel-terms.ts';
import { openChatCounter } from './office/chat-counter.ts';
import { type OfficeInChat, type OfficeInChatOptions, openOfficeInChat } from './office/in-chat.ts';
import { openIsItOurs } from './office/is-it-ours.ts';
import type { Office } from './office/office.ts';
import { type OfficeOptions, openOffice } from './office/open-office.ts';
import { openTell, reportEnd } from './office/told-in-chat.ts';
import { newToken } from './secrets.ts';
import type { BroadcastArchive } from './store/archive/broadcast-archive.ts';
import type { PeopleArchive } from './store/archive/people-archive.ts';
import { withKept } from './store/kept-broadcasts.ts';
import type { Store } from './store/store.ts';

/**
 * What every channel of this service lets through, also one that another process sends by: whoever composes may sit at a
 * process that sends nothing.
 */
export function termsOf(config: Config): ChannelTerms[] {
  const web: ChannelTerms = { ...freeTerms, name: 'web', isFoundLater: true };
  const { perSecond } = telegramPace(config.TELEGRAM_REPLIES_PER_SECOND);
  // Simulated people are sent to as on Telegram, so that a run can be watched.
  const paced = { ...freeTerms, perSecond: perSecond?.bulk };
  return [
    web,
    ...botTerms(config.bots, paced),
    ...(hasDemo(config) ? [{ ...paced, name: simulatedChannel }] : []),
  ];
}

/** Of each channel once; where it has several bots, together they are at least as fast as the first. */
function botTerms(bots: readonly BotSettings[], paced: Omit<ChannelTerms, 'name'>): ChannelTerms[] {
  const all = new Map<string, ChannelTerms>();
  for (const bot of bots) {
    if (all.has(bot.channel)) continue;
    switch (bot.channel) {
      case 'telegram':
        all.set('telegram', { ...paced, name: 'telegram' });
        break;
      case 'zalo-bot':
        all.set('zalo-bot', knownTerms('zalo-bot', 0));
        break;
      case 'zalo-oa': {
        const terms = knownTerms('zalo-oa', bot.ZALO_OA_PLAN === 'toan-dien' ? 1 : 0);
        // Beyond these a text of officials cannot be sent, only what Zalo approved before.
        const prices = terms.prices.slice(0, bot.ZALO_OA_VND_PER_MONTH > 0 ? 2 : 1);
        all.set('zalo-oa', { ...terms, prices });
        break;
      }
    }
  }
  return [...all.values()];
}

/** @param way which of the plans or ways that are known of a channel */
function knownTerms(name: string, way: number): ChannelTerms {
  const found = knownChannels.filter((channel) => channel.name === name)[way];
  if (found === undefined) throw new Error(`nothing is known of the channel ${name}`);
  return found;
}

export type OfficeStart = Pick<OfficeOptions, 'store' | 'course' | 'log'> & {
  config: Config;
  archive: OfficeOptions['archive'] & BroadcastArchive;
  receive: Receive;
};

/** The office over the stores of this process; what it tells goes to chats as events through `receive`. */
export const officeOf = ({ config, store, archive, course, receive, log }: OfficeStart): Office =>
  openOffice({
    store,
    kept: withKept(store, archive),
    archive,
    course,
    terms: () => termsOf(config),
    tell: openTell({ receive, find: (id) => findBroadcast(store, id), course, clock: Date.now }),
    clock: Date.now,
    newToken,
    log,
  });

const findBroadcast = async (store: Pick<Store, 'broadcasts'>, id: string): Promise<Broadcast | undefined> =>
  (await store.broadcasts()).find((broadcast) => broadcast.id === id);

/** Those of the store, and those that have left it for the archive. */
async function everyBroadcast(
  store: Pick<Store, 'broadcasts'>,
  archive: Pick<BroadcastArchive, 'keptBroadcasts'>,
): Promise<Broadcast[]> {
  const [held, kept] = await Promise.all([store.broadcasts(), archive.keptBroadcasts(true)]);
  const ids = new Set(held.map(({ id }) => id));
  return [...held, ...kept.filter(({ id }) => !ids.has(id))];
}

export type OfficeChatOptions = {
  office: Office;
  archive: Pick<PeopleArchive, 'personOfChat' | 'findPerson'> & Pick<BroadcastArchive, 'keptBroadcasts'>;
  store: Pick<Store, 'tally' | 'broadcasts'>;
  course(): Course;
  receive: Receive;
  /** Charts for those who may see figures. */
  figures: FiguresInChat;
  log: Log;
};

/** The office as chats meet it: its counter, and the word to whoever wrote a broadcast when that has come to its end. */
export function officeInChatOf({
  office,
  archive,
  store,
  course,
  receive,
  figures,
  log,
}: OfficeChatOptions): {
  inChat: OfficeInChat;
  broadcastOver(broadcast: Broadcast): void;
} {
  const clock = Date.now;
  const inChat = openOfficeInChat({
    people: archive,
    tally: (key, windowMs) => store.tally(key, windowMs),
    serve: withFigures(
      figures,
      openChatCounter({
        office,
        course,
        nameOf: async (person) => (await archive.findPerson(person))?.name ?? '',
        clock,
      }),
    ),
    recognise: openIsItOurs({ broadcasts: async () => everyBroadcast(store, archive), course }),
  });
  async function tellAuthor(broadcast: Broadcast): Promise<void> {
    const person = await archive.findPerson(broadcast.author);
    if (!isIn(person)) return;
    await reportEnd({ receive, office, course, clock }, { person, from: 'office' }, broadcast);
  }
  return {
    inChat,
    broadcastOver(broadcast) {
      if (broadcast.tryOf !== undefined) return;
      tellAuthor(broadcast).catch((error: unknown) =>
        log.warn({ err: error, broadcast: broadcast.id }, 'an author was not told of the end in chat'),
      );
    },
  };
}

/** The one counter of officials in chat: who asks for a chart is shown one, everybody else goes on to the messages. */
function withFigures(
  figures: FiguresInChat,
  serve: OfficeInChatOptions['serve'],
): OfficeInChatOptions['serve'] {
  return async (turn, question) => {
    const [first, ...rest] = question.kind === 'tapped' ? question.deed.split('~') : [];
    if (first !== chartDeed) return serve(turn, question);
    const message = await figures.message(
      turn.caller.person,
      rest.length === 0 ? undefined : rest.join('~'),
      turn.language,
    );
    return { kind: 'office_answered', message, ...(message.choices.length === 0 ? { isAside: true } : {}) };
  };
}
