import { earnedBy, writeEarned } from '../../certificates/certificate.ts';
import { certificateName } from '../../core/certificate.ts';
import type { LearningRecord } from '../../core/effect.ts';
import type { ArchiveRow } from '../../store/store.ts';
import { type Identity, toStatement } from './statements.ts';
import { urlNamespace, uuidv5 } from './uuid.ts';

export type ReportSettings = Identity & {
  /** `answers` sends each answer; `completions` only finished lessons and quizzes. */
  detail: 'answers' | 'completions';
  hasWebhook: boolean;
  /** Who issues certificates, and where each will lie, which nobody guesses; absent where none are kept. */
  certificates?: { operator: string | undefined; idOf(learner: string, name: string): string };
};

/**
 * What a learning record leaves behind, serialised once: the raw answer for audits and exports, the
 * statement for the central API, the event for the completion webhook.
 */
export function toArchiveRows(record: LearningRecord, settings: ReportSettings): ArchiveRow[] {
  const { learner, at } = record;
  const rows: ArchiveRow[] = [];
  if (record.kind === 'answered') {
    const name = `raw:${learner}/${record.attempt}/${record.item}/${record.sequence}`;
    const id = `attempt:${uuidv5(urlNamespace, name)}`;
    rows.push({ id, kind: 'attempt', learner, at, body: JSON.stringify(record) });
  }
  if (record.kind !== 'answered' || settings.detail === 'answers') {
    const statement = toStatement(record, settings);
    if (statement !== undefined)
      rows.push({ id: statement.id, kind: 'statement', learner, at, body: statement.body });
  }
  if (record.kind === 'certificate_earned' && settings.certificates !== undefined) {
    const { operator, idOf } = settings.certificates;
    const body = writeEarned(earnedBy(record, operator));
    rows.push({ id: idOf(learner, certificateName(record)), kind: 'certificate', learner, at, body });
  }
  if (record.kind === 'lesson_completed' && settings.hasWebhook) {
    const id = `msg_${uuidv5(urlNamespace, `webhook:${learner}/${record.lesson}/${record.lessonVersion}`)}`;
    const body = JSON.stringify({
      type: 'lesson.completed',
      timestamp: new Date(at).toISOString(),
      data: {
        learner: settings.pseudonym(learner),
        lesson: record.lesson,
        lessonVersion: record.lessonVersion,
        title: record.lessonTitle,
        language: record.language,
        taskSelfReported: record.task,
        ...(record.unit === undefined ? {} : { unitSelfDeclared: record.unit }),
        ...(record.audience === undefined ? {} : { audienceSelfDeclared: record.audience }),
      },
    });
    rows.push({ id, kind: 'webhook', learner, at, body });
  }
  return rows;
}
