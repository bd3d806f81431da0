import { certificateName } from '../../core/certificate.ts';
import type {
  AnswerRecord,
  CertificateRecord,
  LearningRecord,
  LessonRecord,
  QuizRecord,
} from '../../core/effect.ts';
import { urlNamespace, uuidv5 } from './uuid.ts';

/** How learners and activities are named towards the centre. */
export type Identity = {
  /** Base of all our activity ids, ends in `/`; it stays the same for ever. */
  base: string;
  pseudonym(learner: string): string;
};

/** A statement with its id; `body` is what is sent, each time the same bytes. */
export type Statement = { id: string; body: string };

const verbs = {
  answered: {
    id: 'http://adlnet.gov/expapi/verbs/answered',
    display: { 'en-US': 'answered', 'vi-VN': 'trả lời' },
  },
  passed: { id: 'http://adlnet.gov/expapi/verbs/passed', display: { 'en-US': 'passed', 'vi-VN': 'đạt' } },
  failed: {
    id: 'http://adlnet.gov/expapi/verbs/failed',
    display: { 'en-US': 'failed', 'vi-VN': 'chưa đạt' },
  },
  completed: {
    id: 'http://adlnet.gov/expapi/verbs/completed',
    display: { 'en-US': 'completed', 'vi-VN': 'hoàn thành' },
  },
  // The registry of tincanapi.com.
  earned: {
    id: 'http://id.tincanapi.com/verb/earned',
    display: { 'en-US': 'earned', 'vi-VN': 'được ghi nhận' },
  },
} as const;

const activityType = (name: string): string => `http://adlnet.gov/expapi/activities/${name}`;
const tag = { vi: 'vi-VN', en: 'en-US' } as const;

/**
 * What a learning record says in xAPI: the subset that 1.0.3 and 2.0 share (no `version`, no contextAgents,
 * arrays in contextActivities), with an id that follows from what happened, so that whoever sends it twice
 * sends the same statement. A slip of the finger is kept in the archive and not reported.
 * Source: xAPI 1.0.3 and IEEE 9274.1.1 as the ADL conformance tests state it.
 */
export function toStatement(record: LearningRecord, identity: Identity): Statement | undefined {
  if (record.kind === 'answered')
    return record.isSlip ? undefined : built(record, identity, answered(record, identity));
  if (record.kind === 'quiz_finished') return built(record, identity, quizFinished(record, identity));
  if (record.kind === 'certificate_earned')
    return built(record, identity, certificateEarned(record, identity));
  return built(record, identity, lessonCompleted(record, identity));
}

type Part = {
  key: string;
  verb: (typeof verbs)[keyof typeof verbs];
  object: object;
  result: object;
  parent: string[];
};

function answered(record: AnswerRecord, { base }: Identity): Part {
  const language = tag[record.language];
  const mark = record.isRight ? 1 : 0;
  return {
    key: `question.answered:${record.learner}/${record.attempt}/${record.item}/${record.sequence}`,
    verb: verbs.answered,
    object: {
      id: `${base}activities/item/${record.item}/${record.itemVersion}`,
      definition: {
        type: activityType('cmi.interaction'),
        name: { [language]: record.item },
        description: { [language]: record.stem },
        interactionType: 'choice',
        correctResponsesPattern: [record.key],
        choices: record.options.map((option) => ({
          id: option.id,
          description: { [language]: option.text },
        })),
      },
    },
    result: {
      response: record.option,
      success: record.isRight,
      score: { scaled: mark, raw: mark, min: 0, max: 1 },
      duration: duration(record.at - record.askedAt),
    },
    parent: [`${base}activities/quiz/${quizPath(record.quizVersion)}`],
  };
}

function quizFinished(record: QuizRecord, { base }: Identity): Part {
  return {
    key: `quiz.finished:${record.learner}/${record.attempt}`,
    verb: record.hasPassed ? verbs.passed : verbs.failed,
    object: {
      id: `${base}activities/quiz/${quizPath(record.quizVersion)}`,
      definition: { type: activityType('assessment'), name: { 'en-US': quizName(record) } },
    },
    result: {
      success: record.hasPassed,
      completion: true,
      score: {
        scaled: record.asked === 0 ? 0 : Math.round((record.right / record.asked) * 10_000) / 10_000,
        raw: record.right,
        min: 0,
        max: Math.max(1, record.asked),
      },
      duration: duration(record.at - record.startedAt),
    },
    parent: [`${base}activities/course`],
  };
}

const quizName = ({ lesson, quizVersion }: QuizRecord): string =>
  lesson === undefined ? `Mixed questions: ${quizVersion.split('~')[0]}` : `Quiz of lesson ${lesson}`;

function lessonCompleted(record: LessonRecord, { base }: Identity): Part {
  return {
    key: `lesson.completed:${record.learner}/${record.lesson}/${record.lessonVersion}`,
    verb: verbs.completed,
    object: {
      id: `${base}activities/lesson/${record.lesson}/${record.lessonVersion}`,
      definition: { type: activityType('lesson'), name: { [tag[record.language]]: record.lessonTitle } },
    },
    result: { completion: true, duration: duration(record.at - record.startedAt) },
    parent: [`${base}activities/course`],
  };
}

/** Its address is no part of this: whoever has it can read what the learner wrote on it. */
function certificateEarned(record: CertificateRecord, { base }: Identity): Part {
  const name = certificateName(record);
  return {
    key: `certificate.earned:${record.learner}/${name}`,
    verb: verbs.earned,
    object: {
      id: `${base}activities/certificate/${name}`,
      definition: {
        type: 'http://activitystrea.ms/schema/1.0/badge',
        name: { [tag[record.language]]: record.title },
      },
    },
    result: { completion: true, success: !record.withHelp },
    parent: [`${base}activities/course`],
  };
}

let lastPlace = { base: '', namespace: '', homePage: '' };

/** What follows from the base alone, and so is the same for every statement of a service. */
function placeOf(base: string): { namespace: string; homePage: string } {
  if (lastPlace.base !== base)
    lastPlace = { base, namespace: uuidv5(urlNamespace, base), homePage: new URL(base).origin };
  return lastPlace;
}

function built(record: LearningRecord, identity: Identity, part: Part): Statement {
  const { base, pseudonym } = identity;
  const { namespace, homePage } = placeOf(base);
  const id = uuidv5(namespace, part.key);
  const extension = (name: string): string => `${base}ext/${name}`;
  const statement = {
    id,
    actor: {
      objectType: 'Agent',
      account: { homePage, name: pseudonym(record.learner) },
    },
    verb: part.verb,
    object: { objectType: 'Activity', ...part.object },
    result: part.result,
    context: {
      registration: uuidv5(namespace, `enrolment:${record.learner}`),
      platform: 'banhoc',
      language: tag[record.language],
      contextActivities: {
        parent: part.parent.map((id) => ({ objectType: 'Activity', id })),
        grouping: [{ objectType: 'Activity', id: `${base}activities/course` }],
        category: [
          {
            objectType: 'Activity',
            id: `${base}profiles/v1`,
            definition: { type: activityType('profile') },
          },
        ],
      },
      extensions: {
        [extension('attempt')]: record.attempt,
        ...ownExtensions(record, extension),
        ...(record.unit === undefined ? {} : { [extension('unit-self-declared')]: record.unit }),
        ...(record.audience === undefined ? {} : { [extension('audience-self-declared')]: record.audience }),
      },
    },
    timestamp: new Date(record.at).toISOString(),
  };
  return { id, body: JSON.stringify(statement) };
}

function ownExtensions(record: LearningRecord, extension: (name: string) => string): Record<string, unknown> {
  switch (record.kind) {
    case 'answered':
    case 'quiz_finished':
      return { [extension('attempt-kind')]: record.attemptKind };
    case 'lesson_completed':
      return { [extension('task-self-reported')]: record.task };
    case 'certificate_earned':
      return { [extension('with-help')]: record.withHelp };
  }
}

/** The quiz's name within an id: `4.1~0f3c9a21` as two path parts. */
const quizPath = (version: string): string => version.replace('~', '/');

/** ISO 8601 with at most two decimals of a second: 2.0 ignores finer ones, 1.0.3 compares them as text. */
const duration = (ms: number): string => `PT${Math.round(Math.max(0, ms) / 10) / 100}S`;
