import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { askingDesk } from './access/asked-in-chat.ts';
import { type Desk, entrance, openDesk } from './access/desk.ts';
import { openBot } from './bot.ts';
import { certificatesOnDemand, isForCertificates } from './certificates-on-demand.ts';
import type { Channel, Receive } from './channels/channel.ts';
import { platformBots, webChatOf } from './channels-at-start.ts';
import { type Config, readConfig } from './config.ts';
import { openCounted } from './console/counted/counted.ts';
import { simulatedMark } from './console/exports/table.ts';
import type { ReportDesk } from './console/reports/report-desk.ts';
import { consoleOnDemand, isForConsole } from './console-on-demand.ts';
import { parseChatKey } from './core/chat.ts';
import type { Course } from './core/course.ts';
import { lessonSearchOf } from './core/search/lesson-search.ts';
import { openLessonDesk } from './course/desk/lesson-desk.ts';
import { deskFolder, teachableCourse } from './course-at-start.ts';
import { openArchiver } from './delivery/archiver.ts';
import { notingQuestions } from './delivery/asked-questions.ts';
import { openBroadcastKeeper } from './delivery/broadcast-keeper.ts';
import { openReporting } from './delivery/reporting/reporting.ts';
import { demoMarkOf, mustStandAlone } from './demo/folder.ts';
import { openKeepAnswering } from './demo/keep-answering.ts';
import { hasDemo, openDemo } from './demo-at-start.ts';
import { figuresOnDemand } from './figures-in-chat/on-demand.ts';
import { type Log, openLog } from './log.ts';
import { openMetrics } from './metrics.ts';
import { askingOffice } from './office/asked-in-chat.ts';
import { officeInChatOf, officeOf, termsOf } from './office-at-start.ts';
import { sealPass } from './own-data/pass.ts';
import { isForOwnData, ownDataOnDemand } from './own-data-on-demand.ts';
import { openPeopleCount } from './people-count.ts';
import { repeated } from './repeated.ts';
import { checkRole, isOpenToPeople, type Role, worksByItself } from './role.ts';
import { deriveSecrets, newToken, rootSecret } from './secrets.ts';
import { listen } from './server.ts';
import { leftOutLine, startLines } from './start-lines.ts';
import type { Archive } from './store/archive/archive.ts';
import { openArchiveInThread } from './store/archive/sqlite/archive-in-thread.ts';
import { openSqliteArchive } from './store/archive/sqlite/sqlite-archive.ts';
import { openRestoring } from './store/restoring.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import { type Store, StoreUnavailable } from './store/store.ts';
import { openTutorOf } from './tutor-at-start.ts';
import { Unusable } from './unusable.ts';

/** Short beside the time that a platform takes for a call, long enough that many sends end meanwhile. */
const gatherMs = 20;

/** What a wiped store would lose of a broadcast's record at most. */
const keepEveryMs = 10_000;

/** `keepsAnswering`: simulated learners go on, where all learners are simulated. */
export type ServeOptions = { keepsAnswering?: boolean };

export type Service = { url: string; stop(): Promise<void> };

/** Opens the data folder. @throws Unusable naming it, when it cannot be used */
export function openDataDir(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw new Unusable(
      `DATA_DIR: ${dir} cannot be used (${error instanceof Error ? error.message : String(error)}); give this user the right to write there, or choose another folder`,
      { cause: error },
    );
  }
}

/**
 * The store that the configuration names; the only place that knows there are two. It is begun by the archive.
 * @param knownPartitions asked how many partitions a store had that has lost even that
 */
export async function openStore(
  config: Config,
  role: 'service' | 'command',
  knownPartitions: () => Promise<number | undefined> = async () => undefined,
): Promise<Store> {
  const begins = 'by the archive';
  if (config.REDIS_URL !== undefined) {
    const { openRedisStore, defaultPartitions } = await import('./store/redis/redis-store.ts');
    const partitions = async (): Promise<number> => (await knownPartitions()) ?? defaultPartitions;
    return openRedisStore({ url: config.REDIS_URL, partitions, begins });
  }
  return openSqliteStore({ file: join(config.DATA_DIR, 'banhoc.db'), role, begins });
}

/** The archive that the configuration names; Postgres is loaded only when it is asked for. */
export async function openArchive(config: Config, role: 'service' | 'command'): Promise<Archive> {
  if (config.ARCHIVE_URL !== undefined) {
    const { openPostgresArchive } = await import('./store/archive/postgres/postgres-archive.ts');
    return openPostgresArchive({ url: config.ARCHIVE_URL });
  }
  const file = join(config.DATA_DIR, 'archive.db');
  if (role === 'command') return openSqliteArchive({ file });
  return openArchiveInThread({ file, isAlone: config.REDIS_URL === undefined });
}

/** Starts everything the configuration asks for, and tells line by line what is on and what is off. */
export async function startService(
  config: Config,
  out: (line: string) => void,
  log: Log,
  role: Role = 'all',
  { keepsAnswering = false }: ServeOptions = {},
): Promise<Service> {
  checkRole(role, config);
  const mark = demoMarkOf(config.DATA_DIR);
  if (mark !== undefined) mustStandAlone(config);
  const startedAt = performance.now();
  openDataDir(config.DATA_DIR);
  const secrets = deriveSecrets(rootSecret(config.BANHOC_SECRET, config.DATA_DIR));
  let archiveOpened: Promise<Archive> | undefined;
  const theArchive = (): Promise<Archive> => {
    archiveOpened ??= openArchive(config, 'service');
    return archiveOpened;
  };
  // The store first: it refuses a second service on the same folder before that touches the archive.
  const opened = await openStore(config, 'service', async () => (await theArchive()).partitions());
  const archive = await theArchive();
  const restoring = openRestoring({ store: opened, archive, log });
  const { store } = restoring;
  await restoring.begin();
  const { course, warnings, leftOut, refresh } = await teachableCourse(config, store);
  for (const warning of warnings) log.warn({ file: warning.file, line: warning.line }, warning.message);
  const followDesk = repeated(
    async () => {
      if (await refresh()) log.info({ version: course().version }, 'the course was read anew');
    },
    log,
    'what was published at the desk could not be read; the course stays as it was',
  );

  // A store for one service takes its leases back at once by a fixed name.
  const owner = config.REDIS_URL === undefined ? 'embedded' : randomUUID();
  const counted = openCounted({ counters: store.counters, course, clock: Date.now });
  const figures = figuresOnDemand({
    counted,
    course,
    isSimulated: mark !== undefined,
    key: secrets.chartKey,
    clock: Date.now,
  });
  const start = { config, role, store, secrets, owner, drawPicture: figures.picture, log };
  const web = webChatOf(start);
  const bots = await platformBots(start);
  const demo = await openDemo({ config, store, course, clock: Date.now, log });
  let url = config.publicUrl;
  const desk = openDesk({
    archive,
    tally: (key, windowMs) => store.tally(key, windowMs),
    publicUrl: () => url,
    clock: Date.now,
    newToken,
  });
  const receive: Receive = (update) => bot.receive(update);
  const office = officeOf({ config, store, archive, course, receive, log });
  const { read: peopleCount } = openPeopleCount({ archive, clock: Date.now });
  const showConsole = consoleOnDemand({
    store,
    archive,
    answers: archive,
    counted,
    reports: reportDeskOf(config, archive),
    log,
    peopleCount,
    desk,
    office,
    lessonDesk: openLessonDesk({
      dir: config.LESSONS_DIR,
      overlay: deskFolder(config),
      refresh,
      today: () => new Date().toISOString().slice(0, 10),
    }),
    terms: () => termsOf(config),
    demo: hasDemo(config) && mark === undefined ? demo.people : undefined,
    course,
    isSimulated: mark !== undefined,
    boardKey: secrets.boardKey,
    publicUrl: () => url,
    telegram() {
      // Join links name one bot; where there are several it is the first of the configuration.
      if (!config.bots.some(({ channel }) => channel === 'telegram')) return { kind: 'off' };
      const name = bots.find((bot) => bot.name === 'telegram')?.username?.();
      return name === undefined ? { kind: 'unnamed' } : { kind: 'named', name };
    },
    async channelTroubles() {
      const told = await Promise.all(bots.map((bot) => bot.trouble()));
      return told.filter((trouble) => trouble !== undefined);
    },
    trustProxy: config.TRUST_PROXY,
    clock: Date.now,
    async tellEntered(key, id) {
      const chat = parseChatKey(key);
      if (chat === undefined) return;
      const event = { kind: 'console_entered', at: Date.now() } as const;
      const { kind } = await bot.receive({ chat, id, event });
      if (kind === 'try_later')
        log.warn({ channel: chat.channel }, 'a chat was not told of a sign-in by its link');
    },
    newToken,
    newSessionId: () => randomBytes(32).toString('base64url'),
  });
  const showOwnData = ownDataOnDemand({
    store,
    archive,
    key: secrets.dataKey,
    pseudonym: secrets.pseudonym,
    clock: Date.now,
  });
  const showCertificate = certificatesOnDemand({
    archive,
    tally: (key, windowMs) => store.tally(key, windowMs),
    issuer: () => ({ publicUrl: url, operator: config.OPERATOR_NAME }),
    seed: secrets.certificateSeed,
    timeZone: config.TIME_ZONE,
    trustProxy: config.TRUST_PROXY,
    clock: Date.now,
  });
  const platforms: Channel[] = [web.channel, ...bots, demo.channel].filter((it) => it !== undefined);
  const { inChat, broadcastOver } = officeInChatOf({ office, archive, store, course, receive, figures, log });
  const tutor = await openTutorOf({ config, store, archive, course, log });
  const channels = platforms
    .map((channel) => askingDesk(channel, { desk, clock: Date.now, log }))
    .map((channel) => askingOffice(channel, { office: inChat, clock: Date.now, log }))
    .map(tutor.tutoring)
    .map((channel) => notingQuestions(channel, { store, clock: Date.now, log }));
  const reporting = await openReporting({
    config,
    archive,
    pseudonym: secrets.pseudonym,
    certificateId: secrets.certificateId,
    log,
  });
  const demoCount = async (): Promise<number> => (demo.channel === undefined ? 0 : demo.people.count());
  const archiver = openArchiver({ store, archive, log, owner });
  const keeper = openBroadcastKeeper({ store, archive, clock: Date.now, log });
  const metrics = openMetrics({
    outboxSize: () => store.outboxSize(),
    chatCount: async () => (await store.chatCount()) - (await demoCount()),
    demoCount,
    mailboxWaiting: () => bot.waiting(),
    archiveWaiting: archiver.waiting,
    reportsWaiting: () => whileThere(async () => (await archive.reportCounts('statement')).waiting),
    channels: () => channels,
    reportsRefused: () => whileThere(async () => (await archive.reportCounts('statement')).refused),
  });
  const bot = openBot({
    store,
    course,
    channels,
    broadcastOver,
    secrets,
    toArchiveRows: reporting.toArchiveRows,
    dataUrl: (chat, now) => `${url}/my-data/${sealPass(secrets.dataKey, chat, now)}`,
    certificateUrl: (learner, name) => `${url}/certificates/${secrets.certificateId(learner, name)}`,
    log,
    owner,
    gatherMs,
    worksByItself: worksByItself(role),
    webUrl: () => `${url}/`,
    measured: metrics.measured,
  });
  let isStopping = false;
  const { server, port } = await listen(
    {
      async webhook(request, response) {
        for (const bot of bots) if (await bot.handle(request, response)) return true;
        return false;
      },
      pages(request, environment) {
        if (!isOpenToPeople(role)) return noPagesHere();
        if (isForOwnData(request)) return showOwnData(request);
        if (isForCertificates(request)) return showCertificate(request, environment);
        if (isForConsole(request)) return showConsole(request, environment);
        // Nobody real comes in among simulated learners; only the chat's pictures and icon are shown.
        return mark === undefined || isFileOfChat(request)
          ? web.app.fetch(request, environment)
          : toConsole();
      },
      metrics: metrics.text,
      async troubles() {
        const told = (found: (string | undefined)[]): string[] =>
          found.filter((trouble) => trouble !== undefined);
        // A platform or an archive that is away must not take the web chat with it: it is named, and the process
        // stays ready until too much waits. An archive on our own disk shares the fate of the store.
        const isArchiveApart = config.ARCHIVE_URL !== undefined;
        const [blocking, notes, storeNotes] = await Promise.all([
          Promise.all([store.trouble(), archiver.trouble(), isArchiveApart ? undefined : archive.trouble()]),
          Promise.all([
            ...channels.map((channel) => channel.trouble()),
            isArchiveApart ? archive.trouble() : undefined,
          ]),
          store.notes(),
        ]);
        return {
          blocking: told([isStopping ? 'stopping' : undefined, ...blocking]),
          notes: [...storeNotes, ...told(notes), ...leftOut().map(leftOutLine)],
        };
      },
      onError: (error) => log.error({ err: error }, 'a request failed'),
    },
    config.HOST,
    config.PORT,
  );
  if (config.PUBLIC_URL === undefined) url = `http://localhost:${port}`;
  try {
    if (worksByItself(role)) await demo.leave();
    await bot.start();
  } catch (error) {
    server.close();
    await store.close();
    await archive.close();
    throw error;
  }
  // Whoever asks first need not wait for the lessons to be read for searching.
  setImmediate(() => void lessonSearchOf(course()));
  restoring.start();
  followDesk.start(2_000);
  const answering =
    mark === undefined || !keepsAnswering
      ? undefined
      : openKeepAnswering({ store, course, mark, clock: Date.now, log });
  answering?.start();
  if (worksByItself(role)) {
    archiver.start();
    keeper.start(keepEveryMs);
    reporting.start();
  }
  if (mark !== undefined)
    out(
      `${simulatedMark}: all ${mark.learners} learners of ${config.DATA_DIR} are simulated, and every page says so`,
    );
  for (const line of startLines({
    config,
    role,
    url,
    course: course(),
    leftOut: leftOut(),
    storeName: store.name,
    startMs: performance.now() - startedAt,
    simulatedPeople: hasDemo(config) ? await demo.people.count() : undefined,
    firstAdmin: isOpenToPeople(role) ? await firstAdminLink(desk, course(), url) : undefined,
  })) {
    out(line);
  }
  return {
    url,
    async stop() {
      isStopping = true;
      server.close();
      await answering?.stop();
      await demo.people.stop();
      await tutor.stop();
      await bot.stop();
      await followDesk.stop();
      await restoring.stop();
      await keeper.stop();
      if (worksByItself(role)) await archiver.stop();
      await reporting.stop();
      server.closeAllConnections();
      await store.close();
      await archive.close();
    },
  };
}

/** While nobody may sign in, whoever reads the start's lines may become the first; later starts say nothing of it. */
async function firstAdminLink(desk: Desk, course: Course, url: string): Promise<string | undefined> {
  const top = [...course.units.values()].find(({ parent }) => parent === undefined);
  try {
    const code = top && (await desk.firstAdmin(top.id));
    return code === undefined ? undefined : entrance(url, code);
  } catch (error) {
    if (error instanceof StoreUnavailable) return undefined;
    throw error;
  }
}

/** Reports as the console sees them. Of the addresses only the host is shown: the rest may carry secrets. */
const reportDeskOf = (config: Config, archive: Archive): ReportDesk => ({
  reportCounts: archive.reportCounts,
  refusedReports: archive.refusedReports,
  retryRefused: archive.retryRefused,
  centre: hostOf(config.CENTRAL_API_URL),
  webhook: hostOf(config.COMPLETION_WEBHOOK_URL),
  lastCompared: async () =>
    (await import('./delivery/reporting/reconciliation.ts')).lastReconciliation(archive),
});
const hostOf = (address: string | undefined): string | undefined =>
  address === undefined ? undefined : new URL(address).host;

const isFileOfChat = ({ method, url }: Request): boolean =>
  method === 'GET' && /\.(svg|css)$/.test(new URL(url).pathname);
const toConsole = (): Response =>
  new Response(null, { status: 303, headers: { location: '/admin', 'cache-control': 'no-store' } });

const noPagesHere = (): Response =>
  new Response('This process works for others; people are answered by those of role web.\n', { status: 404 });

/** A figure of an archive that may be away: not a number then, and the other figures are told all the same. */
async function whileThere(read: () => Promise<number>): Promise<number> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StoreUnavailable) return Number.NaN;
    throw error;
  }
}

/**
 * `npm start`: runs until told to stop by SIGTERM or SIGINT, then finishes what it has begun.
 * A second signal ends it at once. @returns the exit code
 */
export async function serve(
  environment: NodeJS.ProcessEnv,
  role: Role,
  out: (line: string) => void,
  options: ServeOptions = {},
): Promise<number> {
  const config = readConfig(environment);
  checkRole(role, config);
  const log = openLog(config.LOG_LEVEL);
  // Listened for before the start, so that a stop asked for meanwhile is kept and done in order.
  const told = new Promise<void>((resolve) => {
    const end = (): void => {
      process.once('SIGTERM', () => process.exit(1));
      process.once('SIGINT', () => process.exit(1));
      resolve();
    };
    process.once('SIGTERM', end);
    process.once('SIGINT', end);
  });
  const service = await startService(config, out, log, role, options);
  await told;
  await service.stop();
  return 0;
}
