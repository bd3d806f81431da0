import { certificateName } from '../../src/core/certificate.ts';
import type { Effect } from '../../src/core/effect.ts';
import type { Event } from '../../src/core/event.ts';
import { clockTime, localDay, localOffsetMs, midnightOf } from '../../src/core/local-calendar.ts';
import type { Message } from '../../src/core/message.ts';
import type { OfficeQuestion } from '../../src/core/office-question.ts';
import type { Instant } from '../../src/core/time.ts';
import { readAct, readScript, written } from './script.ts';

/** Something a script can be played on: the bare core, or a whole bot over a store and a platform. */
export type Stage = {
  /** Delivers one event and tells all the bot then said and recorded. */
  deliver(event: Event, now: Instant): Promise<{ said: Message[]; recorded: Effect[] }>;
  /** Lets time pass: timers that fall due are delivered, one after another. */
  pass(until: Instant): Promise<{ at: Instant; said: Message[]; recorded: Effect[] }[]>;
};

/** Monday 30 November 2026, 08:00 in Thanh Hóa. */
export const startAt: Instant = Date.UTC(2026, 10, 30, 1);

/** Plays a script and returns it with everything the bot said and recorded filled in. */
export async function replay(source: string, stage: Stage): Promise<string> {
  const out: string[] = [];
  const said: Message[] = [];
  let now = startAt;
  const note = (result: { said: Message[]; recorded: Effect[] }): void => {
    for (const effect of result.recorded) out.push(...recordLine(effect));
    for (const message of result.said) {
      said.push(message);
      out.push(...written(message));
    }
  };
  for (const line of readScript(source)) {
    switch (line.kind) {
      case 'remark':
        out.push(line.text);
        break;
      case 'blank':
        out.push('');
        break;
      case 'wait':
        out.push(`~ ${line.text}`);
        now += line.ms;
        for (const moment of await stage.pass(now)) {
          if (moment.said.length > 0) out.push(`@ ${clockOf(moment.at)}`);
          note(moment);
        }
        break;
      case 'act': {
        out.push(`> ${line.text}`);
        now += 1_000;
        const { event, agoMs } = readAct(line.text, said);
        note(await stage.deliver({ ...event, at: now - agoMs }, now));
        break;
      }
    }
  }
  return `${out.join('\n')}\n`;
}

function askedOf(question: OfficeQuestion): string {
  switch (question.kind) {
    case 'open':
      return 'open';
    case 'tapped':
      return `tapped ${question.deed}`;
    case 'wrote':
      return `wrote about ${question.about}: ${question.text}`;
    case 'is_it_ours':
      return `is it ours: ${question.text.replaceAll('\n', '\\n')}`;
  }
}

/** When the bot spoke by itself, local time: `Tue 1 Dec, 19:52`. */
function clockOf(at: Instant): string {
  const day = new Date(at + localOffsetMs).toUTCString().replace(/^(\w+), 0?(\d+) (\w+).*$/, '$1 $2 $3');
  return `${day}, ${clockTime(at - midnightOf(localDay(at)))}`;
}

function recordLine(effect: Effect): string[] {
  switch (effect.kind) {
    case 'record': {
      const { record } = effect;
      if (record.kind === 'answered') {
        const grade = record.isSlip ? 'slip' : record.isRight ? 'right' : 'wrong';
        return [
          `= answered ${record.item} ${record.option} ${grade}, attempt ${record.attempt} ${record.attemptKind}`,
        ];
      }
      if (record.kind === 'quiz_finished') {
        const verdict = record.hasPassed ? 'passed' : 'failed';
        return [
          `= quiz ${record.lesson ?? record.quizVersion} ${record.right}/${record.asked} ${verdict}, attempt ${record.attempt} ${record.attemptKind}`,
        ];
      }
      if (record.kind === 'certificate_earned') return [`= certificate ${certificateName(record)}`];
      return [`= completed ${record.lesson}, task ${record.task}`];
    }
    case 'count':
      return [`= count ${effect.key}`];
    case 'open_data':
      return ['= opens their data'];
    case 'issue_code':
      return [`= paper code ${effect.generation}`];
    case 'erase':
      return ['= erased'];
    case 'ask_access':
      return [`= asks ${effect.question.kind}`];
    case 'ask_office':
      return [`= asks the office: ${askedOf(effect.question)}`];
    case 'note_question':
      return [`= notes for the authors: ${effect.text}`];
    case 'ask_tutor':
      return [
        `= asks the model: a ${effect.question.kind} about ${effect.question.about.replace(/\d{13}/, 'now')}`,
      ];
    case 'say':
    case 'acknowledge_tap':
    case 'mark_choice':
      return [];
  }
}
