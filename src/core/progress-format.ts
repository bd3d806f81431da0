import type { Learner, LessonProgress } from './session.ts';
import { taskAnswers } from './session.ts';
import { hourMs, type Instant } from './time.ts';

/**
 * A learner's progress, nine bytes a lesson:
 * module and lesson (4 bits each) · version (4) · hours from the chat's opening to the completion (2) · right and asked (4 bits each)
 * · attempts (6 bits) and task (2 bits). What does not fit lies beside it in full.
 */
type Progress = Learner['progress'];
type Wire = Uint8Array | [Uint8Array, unknown[][]];

const entryBytes = 9;
const notCompleted = 0xffff;
const noBytes = new Uint8Array(0);

export function encodeProgress(progress: Progress, openedAt: Instant): Wire | null {
  const openedHour = Math.floor(openedAt / hourMs);
  const lessons = Object.keys(progress);
  if (lessons.length === 0) return null;
  const bytes = new Uint8Array(lessons.length * entryBytes);
  const others: unknown[][] = [];
  let end = 0;
  for (const lesson of lessons) {
    const it = progress[lesson] as LessonProgress;
    if (writeEntry(bytes, end, lesson, it, openedHour)) end += entryBytes;
    else others.push(entryInFull(lesson, it));
  }
  const used = end === bytes.length ? bytes : bytes.subarray(0, end);
  return others.length === 0 ? used : [used, others];
}

export function decodeProgress(wire: Wire | null, openedAt: Instant): Progress {
  if (wire === null) return {};
  const openedHour = Math.floor(openedAt / hourMs);
  const [bytes, others] = Array.isArray(wire) ? wire : [wire, []];
  const progress: Progress = {};
  for (let at = 0; at < bytes.length; at += entryBytes) {
    const [lesson, it] = readEntry(bytes ?? noBytes, at, openedHour);
    progress[lesson] = it;
  }
  for (const entry of others) progress[entry[0] as string] = progressInFull(entry);
  return progress;
}

/** The same as `decodeProgress(wire, openedAt)[lesson]`, without a look at the others: asked of millions. */
export function findProgress(
  wire: Wire | null,
  lesson: string,
  openedAt: Instant,
): LessonProgress | undefined {
  if (wire === null) return undefined;
  const [bytes, others] = Array.isArray(wire) ? wire : [wire, []];
  const number = numberOf(lesson);
  for (let at = 0; number !== undefined && at < bytes.length; at += entryBytes) {
    if (bytes[at] === number) return readEntry(bytes, at, Math.floor(openedAt / hourMs))[1];
  }
  const entry = others.find(([name]) => name === lesson);
  return entry === undefined ? undefined : progressInFull(entry);
}

/** As it stands in an entry; undefined for a lesson that never fits one. */
function numberOf(lesson: string): number | undefined {
  const [module, place, more] = lesson.split('.').map(Number);
  if (module === undefined || place === undefined || more !== undefined) return undefined;
  return lesson === `${module}.${place}` && module < 16 && place < 16 ? module * 16 + place : undefined;
}

/** @returns false when this progress does not fit nine bytes; nothing of use was written then */
function writeEntry(
  to: Uint8Array,
  at: number,
  lesson: string,
  it: LessonProgress,
  openedHour: number,
): boolean {
  const match = /^([1-9]\d?)\.([1-9]\d?)$/.exec(lesson);
  const version = it.completedVersion;
  const hours =
    it.completedAt === undefined ? notCompleted : Math.round(it.completedAt / hourMs) - openedHour;
  const fits =
    match !== null &&
    Number(match[1]) < 16 &&
    Number(match[2]) < 16 &&
    (version === undefined) === (it.completedAt === undefined) &&
    (version === undefined || /^[0-9a-f]{8}$/.test(version)) &&
    (it.completedAt === undefined || (hours >= 0 && hours < notCompleted && it.completedAt % hourMs === 0)) &&
    it.lastRight < 16 &&
    it.lastAsked < 16 &&
    it.attempts < 64;
  if (!fits) return false;
  const hash = version === undefined ? 0 : Number.parseInt(version, 16);
  to[at] = Number(match[1]) * 16 + Number(match[2]);
  to[at + 1] = hash >>> 24;
  to[at + 2] = hash >>> 16;
  to[at + 3] = hash >>> 8;
  to[at + 4] = hash;
  to[at + 5] = hours >>> 8;
  to[at + 6] = hours;
  to[at + 7] = it.lastRight * 16 + it.lastAsked;
  to[at + 8] = it.attempts * 4 + (it.task === undefined ? 3 : taskAnswers.indexOf(it.task));
  return true;
}

function readEntry(from: Uint8Array, at: number, openedHour: number): [string, LessonProgress] {
  const byte = (offset: number): number => from[at + offset] ?? 0;
  const hours = byte(5) * 256 + byte(6);
  const isCompleted = hours !== notCompleted;
  const version = ((byte(1) << 24) | (byte(2) << 16) | (byte(3) << 8) | byte(4)) >>> 0;
  return [
    `${byte(0) >> 4}.${byte(0) & 15}`,
    {
      attempts: byte(8) >> 2,
      completedAt: isCompleted ? (openedHour + hours) * hourMs : undefined,
      completedVersion: isCompleted ? version.toString(16).padStart(8, '0') : undefined,
      lastRight: byte(7) >> 4,
      lastAsked: byte(7) & 15,
      task: taskAnswers[byte(8) & 3],
    },
  ];
}

const entryInFull = (lesson: string, it: LessonProgress): unknown[] => [
  lesson,
  it.attempts,
  it.completedAt ?? null,
  it.completedVersion ?? null,
  it.lastRight,
  it.lastAsked,
  it.task ?? null,
];

const progressInFull = (wire: unknown[]): LessonProgress => ({
  attempts: wire[1] as number,
  completedAt: (wire[2] ?? undefined) as number | undefined,
  completedVersion: (wire[3] ?? undefined) as string | undefined,
  lastRight: wire[4] as number,
  lastAsked: wire[5] as number,
  task: (wire[6] ?? undefined) as LessonProgress['task'],
});
