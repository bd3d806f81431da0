import { rightsOf } from '../access/may.ts';
import type { Broadcast } from '../broadcast/broadcast.ts';
import type { Course } from '../core/course.ts';
import type { Choice, Message } from '../core/message.ts';
import type { Instant } from '../core/time.ts';
import {
  audienceMessage,
  beginMessage,
  previewMessage,
  problemsMessage,
  topicMessage,
} from './chat-compose.ts';
import type { ChatAudience, ChatDeed } from './chat-deed.ts';
import { deedButton, readDeed } from './chat-deed.ts';
import { listMessage } from './chat-list.ts';
import { standingMessage } from './chat-standing.ts';
import type { OfficeInChatOptions, OfficeReply, Turn } from './in-chat.ts';
import { aside } from './in-chat.ts';
import type { Answer, Office, Refused, Seen, Wish } from './office.ts';
import type { Reading } from './outlook-words.ts';
import { titleOf } from './standing-words.ts';
import { newWish, wishOf } from './wish.ts';

export type CounterOptions = {
  office: Office;
  course(): Course;
  /** Somebody's name, by their id; '' where there is none. */
  nameOf(person: string): Promise<string>;
  clock(): Instant;
};

/** A broadcast's id in the making: the text that is awaited begins one. */
const newText = 'new';
const silentDays = 14;

/**
 * Serves officials in chat. A button says which broadcast it was about and in which form it was seen; whatever it no
 * longer fits is answered with how things stand now.
 */
export function openChatCounter(options: CounterOptions): OfficeInChatOptions['serve'] {
  const { office } = options;

  const readingOf = ({ words, language }: Turn): Reading => ({
    words,
    language,
    course: options.course(),
    now: options.clock(),
  });

  async function list(turn: Turn, lead?: string): Promise<OfficeReply> {
    const broadcasts = await office.list(turn.caller);
    return shown(listMessage(broadcasts, turn, options.clock()), lead);
  }

  /** Where it now stands, and what can be done with it. */
  async function show(turn: Turn, id: string, lead?: string): Promise<OfficeReply> {
    const standing = await office.standing(turn.caller, id);
    if (standing === undefined) return list(turn, turn.words.missing);
    const { broadcast } = standing;
    if (broadcast.state.kind === 'draft' && maySend(turn)) return preview(turn, broadcast, lead);
    const ids = namedIn(broadcast);
    const names = new Map(await Promise.all(ids.map(async (it) => [it, await options.nameOf(it)] as const)));
    const reading = { ...readingOf(turn), nameOf: (person: string) => names.get(person) ?? '' };
    return shown(standingMessage(standing, turn, reading), lead);
  }

  async function preview(turn: Turn, draft: Broadcast, lead?: string): Promise<OfficeReply> {
    const outlook = await office.look(turn.caller, wishOf(draft));
    if (isRefused(outlook)) return refused(turn, outlook, draft.id);
    const isTrial = options.course().operator === undefined;
    return shown(previewMessage(draft, outlook, readingOf(turn), isTrial), lead);
  }

  async function refused(turn: Turn, refusal: Refused, id: string | undefined): Promise<OfficeReply> {
    const { words } = turn;
    if (refusal.kind === 'missing') return list(turn, words.missing);
    const why = words.refused[refusal.why];
    if (refusal.why === 'right' || refusal.why === 'too_many' || id === undefined) return aside(why);
    if (refusal.why === 'text') {
      return shown(problemsMessage(id, refusal.problems ?? [], { turn, next: undefined }));
    }
    const found = await office.find(turn.caller, id);
    // To look at a draft that cannot be looked at would lead back here.
    if (refusal.why === 'wish' && found?.state.kind === 'draft') {
      return shown({ text: why, choices: changes(found, turn) });
    }
    const isStale = refusal.why === 'stale' && found !== undefined;
    return show(turn, id, isStale ? await sinceThen(turn, found) : why);
  }

  /** Why what was looked at is not there any more: somebody was faster, or it was changed. */
  async function sinceThen({ words, caller }: Turn, broadcast: Broadcast): Promise<string> {
    const { state, approvedBy, author } = broadcast;
    const isOwn = author === caller.person.id;
    if (state.kind === 'draft') return isOwn ? words.refused.stale : words.wasSentBack;
    if (state.kind === 'waiting_for_approval') return isOwn ? words.alreadyHandedIn : words.refused.stale;
    if (approvedBy === undefined) return words.alreadyHandedIn;
    if (approvedBy === caller.person.id) return words.alreadyApprovedByYou;
    return words.alreadyApproved((await options.nameOf(approvedBy)) || words.someone);
  }

  /** What follows when something was done; else why not, and how it stands. */
  async function after(
    turn: Turn,
    answer: Answer,
    id: string,
    then: (broadcast: Broadcast) => Promise<OfficeReply>,
  ): Promise<OfficeReply> {
    return answer.kind === 'done' ? then(answer.broadcast) : refused(turn, answer, id);
  }

  async function wrote(turn: Turn, text: string, about: string): Promise<OfficeReply> {
    const said = text.trim();
    if (about === newText) {
      const answer = await office.write(
        turn.caller,
        newWish(turn.caller.person.unit, { vi: { text: said } }),
      );
      if (answer.kind !== 'done') return refused(turn, answer, undefined);
      return looked(turn, answer.broadcast, 'topics');
    }
    const draft = await office.find(turn.caller, about);
    if (draft === undefined) return list(turn, turn.words.missing);
    const wish = { ...wishOf(draft), texts: { vi: { text: said } } };
    return after(turn, await office.write(turn.caller, wish, draft), about, (it) =>
      looked(turn, it, 'preview'),
    );
  }

  /** What the linter finds comes first; without a finding it goes straight on. */
  async function looked(turn: Turn, draft: Broadcast, next: 'topics' | 'preview'): Promise<OfficeReply> {
    const outlook = await office.look(turn.caller, wishOf(draft));
    if (isRefused(outlook)) return refused(turn, outlook, draft.id);
    if (outlook.problems.length > 0) {
      return shown(problemsMessage(draft.id, outlook.problems, { turn, next }));
    }
    if (next === 'topics') return shown(topicMessage(draft.id, turn.words));
    const isTrial = options.course().operator === undefined;
    return shown(previewMessage(draft, outlook, readingOf(turn), isTrial));
  }

  async function begin(turn: Turn, beginning: string): Promise<OfficeReply> {
    const all = await office.beginnings(turn.caller);
    const chosen = all.find(({ id }) => id === beginning);
    if (chosen === undefined) return list(turn, turn.words.missing);
    const { texts, topic, audience } = chosen.wish;
    const wish = { ...newWish(turn.caller.person.unit, texts), topic, audience };
    const answer = await office.write(turn.caller, wish);
    if (answer.kind !== 'done') return refused(turn, answer, undefined);
    return shown(audienceMessage(answer.broadcast, readingOf(turn)));
  }

  async function change(turn: Turn, id: string, what: Partial<Wish>, next: 'audience' | 'preview') {
    const draft = await office.find(turn.caller, id);
    if (draft === undefined) return list(turn, turn.words.missing);
    return after(turn, await office.write(turn.caller, { ...wishOf(draft), ...what }, draft), id, (it) =>
      next === 'audience' ? Promise.resolve(shown(audienceMessage(it, readingOf(turn)))) : preview(turn, it),
    );
  }

  /** A ready message may be for one kind of people: that stays, whichever of them are chosen. */
  async function chooseAudience(turn: Turn, id: string, whom: ChatAudience): Promise<OfficeReply> {
    const draft = await office.find(turn.caller, id);
    if (draft === undefined) return list(turn, turn.words.missing);
    const { progress: _before, ...kept } = wishOf(draft).audience;
    return change(turn, id, { audience: { ...kept, ...progressFor(whom) } }, 'preview');
  }

  async function submit(turn: Turn, seen: Seen): Promise<OfficeReply> {
    const { words } = turn;
    return after(turn, await office.submit(turn.caller, seen), seen.id, (it) =>
      show(
        turn,
        seen.id,
        it.state.kind === 'waiting_for_approval' ? words.submittedForApproval : words.submitted,
      ),
    );
  }

  async function tryOut(turn: Turn, { id }: Seen): Promise<OfficeReply> {
    const tried = await office.tryOn(turn.caller, id, 'oneself');
    if (tried.kind !== 'tried') return refused(turn, tried, id);
    const draft = await office.find(turn.caller, id);
    return draft?.state.kind === 'draft'
      ? shown({
          text: turn.words.tried,
          choices: [deedButton({ kind: 'preview', id }, turn.words.lookBeforeSending)],
        })
      : show(turn, id, turn.words.tried);
  }

  async function served(turn: Turn, deed: ChatDeed): Promise<OfficeReply> {
    const { words, caller } = turn;
    switch (deed.kind) {
      case 'list':
        return list(turn);
      case 'begin':
        return shown(beginMessage(await office.beginnings(caller), deed.page, words));
      case 'ready':
        return begin(turn, deed.beginning);
      case 'own':
        return { ...shown(typeMessage(words.type, turn)), waitsForText: newText };
      case 'text':
        return { ...shown(typeMessage(words.typeAgain, turn)), waitsForText: deed.id };
      case 'show':
      case 'preview':
        return show(turn, deed.id);
      case 'topics':
        return shown(topicMessage(deed.id, words));
      case 'about':
        return change(turn, deed.id, { topic: deed.topic }, 'audience');
      case 'audience': {
        const draft = await office.find(caller, deed.id);
        return draft?.state.kind === 'draft'
          ? shown(audienceMessage(draft, readingOf(turn)))
          : show(turn, deed.id, words.refused.not_now);
      }
      case 'for':
        return chooseAudience(turn, deed.id, deed.whom);
      case 'send':
        return submit(turn, deed.seen);
      case 'try':
        return tryOut(turn, deed.seen);
      case 'approve':
        return after(turn, await office.approve(caller, deed.seen), deed.seen.id, () =>
          show(turn, deed.seen.id, words.approved),
        );
      case 'back':
        return after(turn, await office.act(caller, deed.id, 'send_back'), deed.id, (it) =>
          it.author === caller.person.id ? show(turn, deed.id, words.takenBack) : list(turn, words.sentBack),
        );
      case 'pause':
        return after(turn, await office.act(caller, deed.id, 'pause'), deed.id, () =>
          show(turn, deed.id, words.paused),
        );
      case 'resume':
        return after(turn, await office.act(caller, deed.id, 'resume'), deed.id, () =>
          show(turn, deed.id, words.resumed),
        );
      case 'drop':
        return drop(turn, deed.id);
      case 'ask_cancel':
        return shown(cancelMessage(deed.id, turn));
      case 'cancel':
        return after(turn, await office.act(caller, deed.id, 'cancel'), deed.id, () =>
          show(turn, deed.id, words.cancelled),
        );
    }
  }

  /** Only what nobody was sent: a button of a draft that runs by now must not stop it. */
  async function drop(turn: Turn, id: string): Promise<OfficeReply> {
    const draft = await office.find(turn.caller, id);
    if (draft?.state.kind !== 'draft') return show(turn, id, turn.words.refused.not_now);
    return after(turn, await office.act(turn.caller, id, 'cancel'), id, (it) =>
      list(turn, turn.words.dropped(turn.words.titled(titleOf(it, turn.words)))),
    );
  }

  return async (turn, question) => {
    const rights = rightsOf(turn.caller.person);
    if (!rights.includes('see_broadcasts')) return aside(turn.words.noRight);
    switch (question.kind) {
      case 'open':
        return list(turn);
      case 'wrote':
        return wrote(turn, question.text, question.about);
      case 'tapped': {
        const deed = readDeed(question.deed);
        return deed === undefined ? list(turn, turn.words.oldButton) : served(turn, deed);
      }
    }
  };
}

const isRefused = (it: object): it is Refused => 'kind' in it;
export const maySend = ({ caller }: Turn): boolean => rightsOf(caller.person).includes('send_broadcast');

/** What was said about it comes first, in the same message. */
function shown(message: Message, lead?: string): OfficeReply {
  if (lead === undefined) return { kind: 'office_answered', message };
  const { heading, ...rest } = message;
  const text = [lead, [heading, message.text].filter((part) => part !== undefined).join('\n')].join('\n\n');
  return { kind: 'office_answered', message: { ...rest, text } };
}

const typeMessage = (text: string, { words }: Turn): Message => ({
  heading: words.typeHeading,
  text,
  choices: [deedButton({ kind: 'list' }, words.toList)],
});

const cancelMessage = (id: string, { words }: Turn): Message => ({
  heading: words.cancelHeading,
  text: words.cancelAsk,
  choices: [
    deedButton({ kind: 'show', id }, words.cancelNo),
    deedButton({ kind: 'cancel', id }, words.cancelYes),
  ],
});

const changes = ({ id }: Broadcast, { words }: Turn): Choice[] => [
  deedButton({ kind: 'text', id }, words.changeText),
  deedButton({ kind: 'audience', id }, words.audienceHeading),
  deedButton({ kind: 'drop', id }, words.drop),
];

function progressFor(whom: ChatAudience): Pick<Wish['audience'], 'progress'> {
  switch (whom) {
    case 'all':
      return {};
    case 'begun':
      return { progress: { kind: 'unfinished' } };
    case 'silent':
      return { progress: { kind: 'silent', days: silentDays } };
  }
}

/** Whoever is named when it is shown. */
const namedIn = ({ state, author }: Broadcast): string[] => [author, ...('by' in state ? [state.by] : [])];
