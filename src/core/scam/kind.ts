import type { Sign } from '../scam-signs.ts';
import type { Signs } from './signs.ts';

/** Sorts of fraud as officials count them; ids stand in counters, so they are never renamed. */
export const scamKinds = [
  'police',
  'bank',
  'government',
  'utility',
  'parcel',
  'family',
  'school',
  'job',
  'investment',
  'loan',
  'prize',
  'recovery',
  'shop',
  'romance',
  'account',
  'app',
  'other',
] as const;
export type ScamKind = (typeof scamKinds)[number];

/** The first that holds, the telling ones first: a bank is named in many frauds that are not about banks. */
const order: readonly [ScamKind, readonly Sign[]][] = [
  ['recovery', ['promises_recovery']],
  ['app', ['apk', 'asks_install', 'asks_remote']],
  ['investment', ['promises_profit']],
  ['job', ['promises_job']],
  ['romance', ['promises_love']],
  ['police', ['as_police', 'safe_account']],
  ['loan', ['promises_loan']],
  ['prize', ['promises_prize']],
  ['shop', ['no_check']],
  ['parcel', ['as_post']],
  ['government', ['as_government']],
  ['utility', ['as_utility']],
  ['bank', ['as_bank']],
  ['prize', ['promises_refund']],
  ['school', ['as_school']],
  ['family', ['emergency', 'asks_loan', 'no_call_back']],
  ['account', ['wants_vote', 'asks_code', 'asks_secret', 'asks_account']],
  ['shop', ['as_shop', 'asks_fee_first']],
  ['family', ['as_family']],
];

export const kindOf = (signs: Signs): ScamKind =>
  order.find(([, signsOfKind]) => signsOfKind.some((sign) => signs.has(sign)))?.[0] ?? 'other';

/** The lesson that teaches to see through a kind. */
export const lessonOfKind: Readonly<Record<ScamKind, string>> = {
  police: '4.1',
  bank: '4.2',
  government: '4.2',
  utility: '4.2',
  parcel: '4.2',
  family: '4.3',
  school: '4.3',
  job: '4.4',
  investment: '4.4',
  loan: '4.4',
  prize: '4.4',
  recovery: '4.5',
  shop: '4.4',
  romance: '4.4',
  account: '4.2',
  app: '4.2',
  other: '4.6',
};
