import { expect, test } from 'vitest';
import { advance } from '../../src/core/advance.ts';
import { readTap } from '../../src/core/choice-id.ts';
import type { EventBody } from '../../src/core/event.ts';
import { newSession } from '../../src/core/new-session.ts';
import type { Session } from '../../src/core/session.ts';
import { decodeSession, encodeSession } from '../../src/core/session-format.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const now = Date.UTC(2026, 10, 30, 1);
const course = smallCourse();
const step = (session: Session, event: EventBody) => advance(course, session, { ...event, at: now }, now);
const fresh = (): Session => step(newSession('seed', 'vi', now), { kind: 'chat_opened' }).session;
const write = (session: Session, text: string, isForwarded?: true) =>
  step(session, { kind: 'text_written', text, ...(isForwarded === undefined ? {} : { isForwarded }) });

const scam = 'Công an yêu cầu bà chuyển 50 triệu vào tài khoản tạm giữ, không nói với ai';

test('a planted secret in a forwarded message is nowhere afterwards', () => {
  const { session, effects } = write(fresh(), `${scam} OTP 918273 số căn cước 038099001234`, true);
  expect(session.screen.kind).toBe('scam');
  const all = JSON.stringify([encodeSession(session), effects]);
  expect(all).not.toContain('918273');
  expect(all).not.toContain('038099001234');
  expect(all).not.toContain('tạm giữ, không nói');
});

test('what was thought of it is remembered, with the answer given', () => {
  const { session } = write(fresh(), scam, true);
  expect(decodeSession(encodeSession(session))).toEqual(session);
  const answered = step(session, { kind: 'choice_tapped', choice: 'scam-money' }).session;
  expect(answered.screen).toMatchObject({ kind: 'scam', answer: 'money' });
  expect(decodeSession(encodeSession(answered))).toEqual(answered);
  expect(readTap('scam-none')).toEqual({ kind: 'plain', tap: 'scam-none' });
});

test('an old button of the desk still answers when something else is on screen', () => {
  const { session } = step(fresh(), { kind: 'choice_tapped', choice: 'scam-link' });
  expect(session.screen).toMatchObject({ kind: 'scam', answer: 'link' });
});

test('a question about fraud is a question, not a message that was received', () => {
  const { session } = write(fresh(), 'Có người gọi bảo đọc mã OTP với chuyển tiền gấp thì tôi phải làm sao?');
  expect(session.screen.kind).not.toBe('scam');
});

test('a clear fraud that is pasted without a word is seen anywhere', () => {
  expect(write(fresh(), scam).session.screen).toMatchObject({ kind: 'scam', tier: 'danger', scam: 'police' });
});

test('a forwarded screenshot is asked about, another photo is not', () => {
  const forwarded = step(fresh(), { kind: 'media_received', media: 'photo', isForwarded: true }).session;
  expect(forwarded.screen).toMatchObject({ kind: 'scam', answer: 'picture' });
  expect(step(fresh(), { kind: 'media_received', media: 'photo' }).session.screen.kind).toBe('greeting');
});

test('a consent that is asked for is not lost to what is pasted', () => {
  const asked: Session = { ...fresh(), screen: { kind: 'consent' } };
  expect(write(asked, scam, true).session.screen.kind).toBe('consent');
});

test('who lost money is helped first', () => {
  const { session } = write(fresh(), 'Tôi lỡ chuyển 5 triệu theo link http://evn-thanhtoan.cc rồi', true);
  expect(session.screen).toEqual({ kind: 'urgent', topic: 'money' });
});

test('a commune is counted only of those who agreed', () => {
  const base = fresh();
  const [learner] = base.learners;
  if (learner === undefined) throw new Error('a session has a learner');
  const of = (isGiven: boolean): Session => ({
    ...base,
    learners: [{ ...learner, commune: '14797', consent: { version: 1, at: now, isGiven } }],
  });
  const keys = (session: Session) =>
    write(session, scam, true).effects.flatMap((it) => (it.kind === 'count' ? [it.key] : []));
  expect(keys(of(true))).toEqual(['D/14797/20261130/police/danger']);
  expect(keys(of(false))).toEqual(['D/-/20261130/police/danger']);
  expect(keys(base)).toEqual(['D/-/20261130/police/danger']);
});
