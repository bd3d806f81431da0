import type { EventBody, MediaKind } from '../../src/core/event.ts';
import type { Message } from '../../src/core/message.ts';
import { wholeText } from '../../src/core/message.ts';
import { type AccessAnswer, type AccessRefusal, type StaffRole, staffRoles } from '../../src/core/staff.ts';
import { dayMs, hourMs, minuteMs, secondMs } from '../../src/core/time.ts';

/**
 * The language of `.chat` files: `#` a remark, `>` what the learner does, `~` time that passes,
 * `<` what the bot says with its `[buttons]`, `@` when it spoke by itself, `=` what was counted and recorded.
 * A writer gives the first three; the replayer fills in the rest.
 */
export type Line =
  | { kind: 'remark'; text: string }
  | { kind: 'blank' }
  | { kind: 'act'; text: string }
  | { kind: 'wait'; text: string; ms: number };

/** The lines a person wrote; what the replayer had filled in is dropped. */
export function readScript(source: string): Line[] {
  const lines: Line[] = [];
  for (const raw of source.split('\n')) {
    if (raw.startsWith('#')) lines.push({ kind: 'remark', text: raw });
    else if (raw.startsWith('> ')) lines.push({ kind: 'act', text: raw.slice(2) });
    else if (raw.startsWith('~ '))
      lines.push({ kind: 'wait', text: raw.slice(2), ms: lengthOf(raw.slice(2)) });
    else if (raw === '') lines.push({ kind: 'blank' });
  }
  while (lines.at(-1)?.kind === 'blank') lines.pop();
  return lines;
}

const units: Record<string, number> = { second: secondMs, minute: minuteMs, hour: hourMs, day: dayMs };

function lengthOf(text: string): number {
  const match = /^(\d+) (second|minute|hour|day)s?$/.exec(text);
  const unit = units[match?.[2] ?? ''];
  if (match === null || unit === undefined)
    throw new Error(`"~ ${text}": expected for instance "~ 2 minutes"`);
  return Number(match[1]) * unit;
}

/** What a `>` line does, given everything the bot has said so far. */
export function readAct(text: string, said: Message[]): { event: EventBody; agoMs: number } {
  const late = /^(\d+) seconds? ago: (.*)$/.exec(text);
  const agoMs = late === null ? 0 : Number(late[1]) * secondMs;
  return { event: eventOf(late?.[2] ?? text, said), agoMs };
}

function eventOf(text: string, said: Message[]): EventBody {
  if (text === '/start' || text.startsWith('/start ')) {
    const join = text.slice('/start '.length);
    return { kind: 'chat_opened', ...(join === '' ? {} : { join }), hasPaperCode: true };
  }
  if (text.startsWith('tap ')) return { kind: 'choice_tapped', choice: choiceOf(text.slice(4), said) };
  const media = /^\((photo|voice|video|sticker|document|location|contact|other)\)$/.exec(text);
  if (media !== null) return { kind: 'media_received', media: media[1] as MediaKind };
  const answered = /^\(access: (.+)\)$/.exec(text)?.[1];
  if (answered !== undefined) return { kind: 'access_answered', answer: accessAnswer(answered) };
  const office = /^\(office(?: (aside|tells|waits for ([\w-]+)))?: (.+)\)$/.exec(text);
  if (office !== null) return fromOffice(office[1], office[2], officeMessage(office[3] ?? ''));
  const forwarded = /^\(forwards\) (.+)$/.exec(text)?.[1];
  if (forwarded !== undefined)
    return { kind: 'text_written', text: forwarded.replaceAll('\\n', '\n'), isForwarded: true };
  if (text === '(somebody enters by the link)') return { kind: 'console_entered' };
  if (text === '(withheld)') return { kind: 'content_withheld' };
  if (text === '(blocks the bot)') return { kind: 'chat_blocked' };
  // A forwarded message has lines; a transcript's act is one.
  return { kind: 'text_written', text: text.replaceAll('\\n', '\n') };
}

/** What comes back of an `ask_access`: `admin 16012` (bound so), `a link`, or why not. */
function accessAnswer(text: string): AccessAnswer {
  const [first = '', unit] = text.split(' ');
  if (text === 'signed out') return { kind: 'signed_out' };
  if (first === 'a')
    return { kind: 'console_link', url: 'https://hoc.example.vn/admin/enter/moi-x', minutes: 10 };
  if (unit !== undefined && (staffRoles as readonly string[]).includes(first))
    return { kind: 'bound', role: first as StaffRole, unit };
  return { kind: 'refused', reason: first as AccessRefusal };
}

/** What comes of the office; its own words are tested with it. */
function fromOffice(how: string | undefined, waitsForText: string | undefined, message: Message): EventBody {
  if (how === 'tells') return { kind: 'office_told', messages: { vi: message, en: message } };
  return {
    kind: 'office_answered',
    message,
    ...(waitsForText === undefined ? {} : { waitsForText }),
    ...(how === 'aside' ? { isAside: true } : {}),
  };
}

/** A text, then its buttons as `[Label|deed]`. */
const officeMessage = (written: string): Message => ({
  text: written.replace(/\s*\[.*$/, ''),
  choices: [...written.matchAll(/\[([^|\]]+)\|([^\]]+)\]/g)].map(([, label = '', deed = '']) => ({
    id: `o~${deed}`,
    label,
  })),
});

/** `Label` is the newest button so named; `Label, message 3` the one on the third message. */
function choiceOf(text: string, said: Message[]): string {
  const numbered = /^(.*), message (\d+)$/.exec(text);
  const label = numbered?.[1] ?? text;
  const places = numbered === null ? [...said].reverse() : [said[Number(numbered[2]) - 1]];
  for (const message of places) {
    const choice = message?.choices.find((candidate) => candidate.label === label);
    if (choice !== undefined) return choice.id;
  }
  throw new Error(`no button "${label}" among what the bot has said`);
}

/** A message as a transcript shows it. */
export function written(message: Message): string[] {
  const [first = '', ...rest] = wholeText(message).split('\n');
  return [
    `< ${first}`,
    ...rest.map((line) => `  ${line}`),
    ...(message.picture === undefined ? [] : [`  (picture: ${message.picture.alt})`]),
    ...message.choices.map((choice) => `  [${choice.label}]`),
  ];
}
