/** What a chat brings to the office, where officials handle their messages; the answer comes as `office_answered`. */
export type OfficeQuestion =
  | { kind: 'open' }
  /** One of the office's own buttons; what it means is the office's to read. */
  | { kind: 'tapped'; deed: string }
  /** What the office waited for; `about` is what it named then. */
  | { kind: 'wrote'; text: string; about: string }
  /** A code, or words that may be an official message: did they come from here? Anybody may ask. */
  | { kind: 'is_it_ours'; text: string };
