import type { DeedKind } from '../../access/deed.ts';
import type { Action } from '../../access/may.ts';
import type { Language } from '../../core/course.ts';
import type { LinkRefusal, StaffRole } from '../../core/staff.ts';
import type { OfficeDeed } from '../../office/counter.ts';

/** What the console says around its boards. It addresses nobody, so it does without a form of address. */
export type ConsoleWords = {
  product: string;
  name: string;
  otherLanguage: { language: Language; label: string };
  skip: string;
  menu: string;
  nav: { home: string; broadcasts: string; people: string; events: string; audit: string };
  roles: Record<StaffRole, string>;
  /** What each role is for, beside the choice of one. */
  roleHints: Record<StaffRole, string>;
  rights: Record<Action, string>;
  signIn: { title: string; text: string; steps: string[]; chat: string; noRole: string };
  enter: { title: string; text: string; go: string };
  link: { title: string; refusals: Record<LinkRefusal, string>; home: string; how: string };
  home: {
    title: string;
    hello: (name: string) => string;
    place: (role: string, unit: string) => string;
    may: string;
    nothingYet: string;
    chatTitle: string;
    chat: (channel: string) => string;
    noChat: string;
    bindChat: string;
    otherChat: string;
    leaveTitle: string;
    signOut: string;
    signOutEverywhere: string;
    signOutHint: string;
  };
  ownName: { title: string; label: string; hint: string; keep: string };
  ownChat: { title: string; text: string };
  links: { web: string; telegram: string; telegramCode: string; copyHint: string };
  people: {
    title: string;
    invite: string;
    inTitle: (n: string) => string;
    outTitle: string;
    columns: { name: string; role: string; unit: string; chat: string; since: string };
    noName: string;
    noChat: string;
    revokedOn: (day: string) => string;
    waitingTitle: (n: string) => string;
    nobodyWaits: string;
    until: (time: string) => string;
    withdraw: string;
    withdrawOf: (name: string) => string;
  };
  inviteForm: {
    title: string;
    text: string;
    name: string;
    nameHint: string;
    role: string;
    unit: string;
    make: string;
  };
  invited: {
    title: string;
    text: (name: string, role: string, unit: string) => string;
    once: string;
    again: string;
  };
  person: {
    since: string;
    chat: string;
    unit: string;
    role: string;
    signOutTitle: string;
    signOut: string;
    signOutHint: string;
    revokeTitle: string;
    revoke: string;
    revokeHint: string;
    notYourself: string;
    isRevoked: (time: string) => string;
    back: string;
  };
  audit: {
    title: string;
    text: string;
    columns: { time: string; who: string; did: string; about: string; from: string };
    deeds: Record<DeedKind, string>;
    /** What somebody did with a broadcast; `people` as it is written there. */
    broadcastDeeds: Record<OfficeDeed, string>;
    forPeople(people: string): string;
    terminal: string;
    start: string;
    newer: string;
    older: string;
    empty: string;
  };
  events: { title: string; none: string };
  channels: Record<string, string>;
  refused: {
    https: { title: string; text: string };
    form: { title: string; text: string };
    right: { title: string; text: string };
    enterAgain: { title: string; text: string };
    missing: { title: string; text: string };
    tooMany: { title: string; text: string };
    away: { title: string; text: string };
    wrong: { title: string; text: string };
  };
};
