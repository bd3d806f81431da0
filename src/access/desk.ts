import { type Chat, chatKey } from '../core/chat.ts';
import { type AccessAnswer, type AccessQuestion, linkCodePrefix, type StaffRole } from '../core/staff.ts';
import { type Instant, minuteMs } from '../core/time.ts';
import type { PeopleArchive } from '../store/archive/people-archive.ts';
import type { Deed } from './deed.ts';
import { newLink, type OneTimeLink, signInMinutes } from './one-time-link.ts';
import type { Person } from './person.ts';
import { hashOf } from './token.ts';

export type DeskOptions = {
  archive: PeopleArchive;
  /** Counts tries; the store's `tally`. */
  tally(key: string, windowMs: number): Promise<number>;
  /** How people reach the service. */
  publicUrl(): string;
  clock(): Instant;
  /** 128 bits of chance, as 32 hex digits. */
  newToken(): string;
};

export type Invitation = { role: StaffRole; unit: string; name: string; madeBy: string; from: string };

/** The front desk: makes one-time links and answers chats that ask whom they belong to. */
export type Desk = {
  answer(chat: Chat, question: AccessQuestion): Promise<AccessAnswer>;
  /** @returns the code; this is the only time it is known */
  invite(invitation: Invitation, opensIn: OneTimeLink['opensIn']): Promise<string>;
  /** For somebody who came in without a chat, or has a new one. */
  inviteOwnChat(person: Person): Promise<string>;
  /** A link for the first admin of all. @returns undefined once there is one */
  firstAdmin(unit: string): Promise<string | undefined>;
};

/** One person's chat, however often they tap. */
const asksPerChat = 10;
const asksWindowMs = 15 * minuteMs;

export function openDesk({ archive, tally, publicUrl, clock, newToken }: DeskOptions): Desk {
  async function make(
    link: Omit<Parameters<typeof newLink>[0], 'hash'>,
    deed: (hash: string) => Deed | undefined,
  ): Promise<string> {
    const code = linkCodePrefix + newToken();
    const hash = hashOf(code);
    await archive.addLink(newLink({ ...link, hash }, clock()), deed(hash));
    return code;
  }

  async function open(code: string, chat: Chat): Promise<AccessAnswer> {
    const place = { kind: 'chat', chat: chatKey(chat) } as const;
    const by = { newPerson: newToken(), from: chat.channel };
    const outcome = await archive.redeemLink(hashOf(code), place, by, clock());
    if (outcome.kind === 'refused') return outcome;
    const { role, unit } = outcome.person;
    return { kind: 'bound', role, unit };
  }

  async function wayIn(chat: Chat): Promise<AccessAnswer> {
    const person = await archive.personOfChat(chatKey(chat));
    if (person === undefined) return { kind: 'refused', reason: 'not_staff' };
    const { role, unit, name } = person;
    const code = await make(
      { purpose: 'sign_in', opensIn: 'console', role, unit, name, madeBy: person.id, person: person.id },
      () => undefined,
    );
    return { kind: 'console_link', url: entrance(publicUrl(), code), minutes: signInMinutes };
  }

  async function leave(chat: Chat): Promise<AccessAnswer> {
    const person = await archive.personOfChat(chatKey(chat));
    if (person === undefined) return { kind: 'refused', reason: 'not_staff' };
    const { id, unit } = person;
    await archive.endSessions(id, {
      at: clock(),
      by: id,
      did: 'signed_out_everywhere',
      to: id,
      unit,
      note: '',
      from: chat.channel,
    });
    return { kind: 'signed_out' };
  }

  return {
    async answer(chat, question) {
      // Signing out is never too often.
      if (question.kind === 'sign_out') return leave(chat);
      const asks = await tally(`access:${chatKey(chat)}`, asksWindowMs);
      if (asks > asksPerChat) return { kind: 'refused', reason: 'too_often' };
      switch (question.kind) {
        case 'open_link':
          return open(question.code, chat);
        case 'console_link':
          return wayIn(chat);
      }
    },
    invite: ({ from, ...invitation }, opensIn) =>
      make({ purpose: 'invitation', opensIn, ...invitation }, (hash) => ({
        at: clock(),
        by: invitation.madeBy,
        did: 'invited',
        to: shortName(hash),
        unit: invitation.unit,
        note: [invitation.role, invitation.name].filter((part) => part !== '').join(', '),
        from,
      })),
    inviteOwnChat: ({ id, role, unit, name }) =>
      make(
        { purpose: 'own_chat', opensIn: 'chat', role, unit, name, madeBy: id, person: id },
        () => undefined,
      ),
    async firstAdmin(unit) {
      if (await archive.hasAdmin()) return undefined;
      return make(
        { purpose: 'first_admin', opensIn: 'either', role: 'admin', unit, name: '', madeBy: 'start' },
        () => undefined,
      );
    },
  };
}

/** Where a code opens the console. */
export const entrance = (publicUrl: string, code: string): string => `${publicUrl}/admin/enter/${code}`;

/** Names an invitation in the audit log and in addresses; its code cannot be found from it. */
export const shortName = (hash: string): string => hash.slice(0, 12);
