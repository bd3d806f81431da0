import type { Config } from './config.ts';
import { type BotSettings, botIdOf, modeOf } from './config-bots.ts';
import type { Course } from './core/course.ts';
import { formatProblem, type LessonProblem } from './course/problem.ts';
import { isOpenToPeople, type Role, takesUpdates } from './role.ts';
import { hasTutor } from './tutor-at-start.ts';

/** One line for each thing that is on, or off and how to turn it on; what an operator reads first. */
export function startLines(start: {
  config: Config;
  role: Role;
  url: string;
  course: Course;
  /** Why lessons are missing from it. */
  leftOut: readonly LessonProblem[];
  storeName: string;
  startMs: number;
  /** Undefined where an agency answers for the bot. */
  simulatedPeople: number | undefined;
  /** Opens the console once, while there is no administrator. */
  firstAdmin: string | undefined;
}): string[] {
  const { config, role, url, course, storeName } = start;
  const isEmbedded = config.REDIS_URL === undefined;
  return [
    `Bạn Học Số is ready at ${url}/ after ${Math.round(start.startMs)} ms`,
    roleLine[role],
    config.OPERATOR_NAME === undefined
      ? 'operator: none, people read "Bản dùng thử, chưa thuộc cơ quan nào"; set OPERATOR_NAME and OPERATOR_CONTACT'
      : `operator: ${config.OPERATOR_NAME}${config.OPERATOR_CONTACT === undefined ? '; set OPERATOR_CONTACT so that people can reach a person' : ''}`,
    `lessons: ${course.lessons.size} from ${config.LESSONS_DIR}`,
    ...start.leftOut.map(leftOutLine),
    isEmbedded ? 'sessions: embedded (one machine); set REDIS_URL for Redis' : `sessions: ${storeName}`,
    config.ARCHIVE_URL === undefined
      ? `archive: SQLite in ${config.DATA_DIR}${isEmbedded ? '' : '; before a second machine shares this Redis, set ARCHIVE_URL on both'}`
      : `archive: ${withoutPassword(config.ARCHIVE_URL)}`,
    isOpenToPeople(role) ? 'web chat: on' : 'web chat: answered by the processes of role web',
    ...channelLines(config.bots, role),
    ...(start.simulatedPeople === undefined
      ? []
      : [
          `simulated people: ${start.simulatedPeople}, to try sending messages; make some at /admin/demo or by npx banhoc broadcast demo-people 500`,
        ]),
    config.CENTRAL_API_URL === undefined
      ? 'central API: off, reports rest in the archive; set CENTRAL_API_URL (try: npx banhoc central)'
      : `central API: ${withoutPassword(config.CENTRAL_API_URL)}, ${config.CENTRAL_API_DETAIL}`,
    config.COMPLETION_WEBHOOK_URL === undefined
      ? 'completion webhook: off; set COMPLETION_WEBHOOK_URL and COMPLETION_WEBHOOK_SECRET'
      : `completion webhook: ${withoutPassword(config.COMPLETION_WEBHOOK_URL)}`,
    hasTutor(config)
      ? `tutor: from the lessons, and besides ${config.OPENAI_MODEL} at ${withoutPassword(config.OPENAI_BASE_URL ?? '')}; stopped at once by: npx banhoc tutor off`
      : 'tutor: from the lessons only; set OPENAI_BASE_URL and OPENAI_MODEL to let a model choose among them besides',
    config.BANHOC_SECRET === undefined
      ? `secret: kept in ${config.DATA_DIR}/secret; back it up with the data, it opens the paper codes`
      : 'secret: from BANHOC_SECRET',
    ...(start.firstAdmin === undefined
      ? []
      : [
          `console: no administrator yet; whoever opens this first, once and within 24 hours, becomes it: ${start.firstAdmin}`,
        ]),
  ];
}

/** A lesson that nobody is taught because of its file; the others are. */
export const leftOutLine = (problem: LessonProblem): string =>
  `lesson left out: ${formatProblem(problem)}; mend it, then restart (npx banhoc lessons check shows all)`;
/** What switches a channel on. */
const needs = {
  telegram: 'TELEGRAM_BOT_TOKEN',
  'zalo-bot': 'ZALO_BOT_TOKEN (trial: 50 people)',
  'zalo-oa': 'ZALO_OA_ID, ZALO_OA_APP_ID, ZALO_OA_APP_SECRET, ZALO_OA_SECRET',
} as const;

function channelLines(bots: readonly BotSettings[], role: Role): string[] {
  return (['telegram', 'zalo-bot', 'zalo-oa'] as const).flatMap((channel) => {
    const ours = bots.filter((bot) => bot.channel === channel);
    if (ours.length === 0) return [`${channel}: off; set ${needs[channel]}`];
    return ours.map((bot) => {
      const name = ours.length === 1 ? channel : `${channel} ${botIdOf(bot)}`;
      return `${name}: on, ${modeOf(bot)}${takesUpdates(role, bot) ? '' : ', taken by the other role'}`;
    });
  });
}

const roleLine: Record<Role, string> = {
  all: 'role: all, this process does everything; --role web and --role worker part the work (with REDIS_URL)',
  web: 'role: web, takes webhooks, pages and chat; sending, polling and reports are done by --role worker',
  worker:
    'role: worker, sends, polls, reports; people are answered by --role web, here only /healthz, /readyz, /metrics',
};

function withoutPassword(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href;
}
