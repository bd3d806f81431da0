/** Everything the desk for suspicious messages can notice in a text, by name. */

/** What is asked of the reader. Each by itself may be honest; it is the company it keeps that tells. */
export const requests = [
  'asks_code',
  'asks_secret',
  'asks_papers',
  'asks_money',
  'asks_fee_first',
  'asks_click',
  'asks_install',
  'asks_remote',
  'asks_key',
  'asks_contact',
  'asks_scan',
  'asks_account',
  'asks_loan',
] as const;
/** How the reader is pressed. */
export const pressures = [
  'says_locked',
  'says_deadline',
  'says_urgent',
  'threatens',
  'wants_secrecy',
  'no_call_back',
  'emergency',
] as const;
/** As whom, or with what promise. */
export const pretexts = [
  'as_police',
  'as_bank',
  'as_government',
  'as_utility',
  'as_post',
  'as_family',
  'as_school',
  'as_boss',
  'as_shop',
  'as_healer',
  'as_charity',
  'promises_prize',
  'promises_refund',
  'promises_profit',
  'promises_job',
  'promises_loan',
  'promises_recovery',
  'promises_love',
  'wants_vote',
  'safe_account',
  'no_check',
] as const;
/** What the links tell. */
export const linkSigns = [
  'link_look_alike',
  'link_foreign_letters',
  'link_number',
  'link_short',
  'link_risky',
  'link_unknown',
  'link_known',
  'link_hidden',
  'apk',
] as const;
/** How honest messages go about it. None of these outweighs a false link. */
export const honestSigns = ['warns', 'forbids', 'reports', 'in_person', 'easy', 'notice'] as const;

export type Request = (typeof requests)[number];
export type Pressure = (typeof pressures)[number];
export type Pretext = (typeof pretexts)[number];
export type LinkSign = (typeof linkSigns)[number];
export type HonestSign = (typeof honestSigns)[number];
export type Sign = Request | Pressure | Pretext | LinkSign | HonestSign;

/** What gave a message away, as words can be found for it. */
export type Reason = Request | Pressure | Pretext | LinkSign;

/** All of them; records keep a reason's place in this list, so new ones are put at its end. */
export const reasonList: readonly Reason[] = [...linkSigns, ...requests, ...pressures, ...pretexts];
