import { type Found, is } from './reading.ts';
import type { WordKind } from './word-kinds.ts';

/** What is asked for. */
export type Asked =
  | 'code'
  | 'password'
  | 'papers'
  | 'bank'
  | 'personal'
  | 'money'
  | 'install'
  | 'remote'
  | 'link';

/** A place in a text that asks the reader for something, or may. */
export type Asking = { asked: Asked; isSure: boolean; at: number; end: number };

const secrets: readonly WordKind[] = ['code', 'password', 'bank', 'papers'];
export const things: readonly WordKind[] = [...secrets, 'personal', 'money'];
export const deeds: readonly WordKind[] = [
  'give',
  'type',
  'pay',
  'want',
  'install',
  'allow',
  'click',
  'befriend',
];

/** What a thing that is named would be, asked for. */
export const askedOf = (thing: Found): Asked =>
  (['code', 'password', 'bank', 'papers', 'money', 'personal'] as const).find((kind) =>
    thing.kinds.has(kind),
  ) ?? 'personal';

/** Where the words end that say what is asked for, and to whom. */
export const lastOf = (items: Found[]): number =>
  Math.max(0, ...items.filter((item) => is(item, 'us', 'here', ...things)).map(({ to }) => to));
