import type { Channel } from '../channels/channel.ts';
import type { Course } from '../core/course.ts';
import { secondMs } from '../core/time.ts';
import type { Log } from '../log.ts';
import type { Archive } from '../store/archive/archive.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import type { Checker } from './checker/checker.ts';
import { type Life, Seat, type Trouble, throughTrouble } from './faults.ts';
import type { Ground } from './ground.ts';
import type { Messenger } from './messenger.ts';
import { type SimulatedProcess, startProcess } from './process.ts';
import { witnessed, witnessedArchive } from './witness.ts';

/** Breaks a run on purpose, to see that the checker finds it. */
export type Tamper = {
  store?(store: Store): Store;
  archive?(archive: Archive): Archive;
  channel?(channel: Channel): Channel;
};

type Member = { process: SimulatedProcess; seat: Seat<Store> };

export type FleetOptions = {
  ground: Ground;
  trouble: Trouble;
  messenger: Messenger;
  checker: Checker;
  course: Course;
  messagesPerSecond: number;
  tamper: Tamper;
  /** A process's connections to the platform are cut. */
  onDeath(life: Life): void;
};

/** All processes of the service: started, killed, started anew, over a store that falls and rises. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #archive: Archive;
  readonly #log: Log;
  #members: Member[] = [];
  #made = 0;
  #seeds = 0;
  #wanted = 0;
  #starting = 0;
  isDown = false;
  kills = 0;
  restarts = 0;

  constructor(options: FleetOptions) {
    this.#options = options;
    const { ground, checker, tamper } = options;
    const archive = tamper.archive?.(ground.archive) ?? ground.archive;
    this.#archive = witnessedArchive(archive, checker);
    this.#log = {
      debug() {},
      info() {},
      warn() {},
      error: (fields, message) => checker.say('alarm', '-', `${message} ${reasonIn(fields)}`),
    };
  }

  get processes(): SimulatedProcess[] {
    return this.#members.map(({ process }) => process);
  }

  /** A handle that meets no fault, for looking on. */
  get store(): Store | undefined {
    return this.#members[0]?.seat.current;
  }

  async start(count: number): Promise<void> {
    this.#wanted = count;
    while (this.#members.length < count) await this.#join();
  }

  /** What every process does each second; who is missing is started. */
  tick(): void {
    for (const { process } of this.#members) process.tick();
    if (this.isDown) return;
    while (this.#members.length + this.#starting < this.#wanted) {
      const waitMs = this.#options.trouble.random.below(3 * secondMs);
      this.#starting++;
      this.#options.trouble.timeline.in(waitMs, () => {
        this.#join()
          .catch((error: unknown) => {
            if (!(error instanceof StoreUnavailable)) throw error;
          })
          .finally(() => {
            this.#starting--;
          });
      });
    }
  }

  /** Lights the fuse of one process: it dies at one of its next calls, or else within two seconds. */
  light(): void {
    const { random, timeline } = this.#options.trouble;
    const victim = random.pick(this.#members.filter(({ process }) => process.life.fuse === undefined));
    if (victim === undefined) return;
    const { life } = victim.process;
    const burn = (): void => {
      if (life.isOver) return;
      this.kills++;
      this.#end(victim);
    };
    life.fuse = { calls: 1 + random.below(12), isAfter: random.chance(0.5), burn };
    timeline.in(2 * secondMs, burn);
  }

  async fall(): Promise<void> {
    this.isDown = true;
    this.restarts++;
    this.#options.checker.upsetAll();
    await this.#options.ground.fall(this.#members.map(({ seat }) => seat));
  }

  async rise(): Promise<void> {
    await this.#options.ground.rise(
      this.#members.map(({ seat }) => seat),
      (store) => this.#dressed(store),
    );
    this.#options.checker.upsetAll();
    this.isDown = false;
  }

  async stop(): Promise<void> {
    this.#wanted = 0;
    for (const member of [...this.#members]) {
      this.#end(member, false);
      await member.seat.current.close();
    }
  }

  #dressed(store: Store): Store {
    const { checker, tamper } = this.#options;
    return witnessed(tamper.store?.(store) ?? store, checker);
  }

  async #join(): Promise<void> {
    const { ground, trouble, messenger, checker, course, tamper } = this.#options;
    const seat = new Seat(this.#dressed(await ground.open()));
    const life: Life = { name: `process-${++this.#made}`, isOver: false, atEnd: [], fuse: undefined };
    const channel = messenger.channelOf(life);
    const process = startProcess({
      life,
      store: throughTrouble(seat, life, trouble),
      archive: throughTrouble(new Seat(this.#archive), life, trouble),
      channel: tamper.channel?.(channel) ?? channel,
      course,
      timeline: trouble.timeline,
      log: this.#log,
      messagesPerSecond: this.#options.messagesPerSecond,
      newSeed: () => `seed-${(++this.#seeds).toString().padStart(12, '0')}`,
      onRecord: (record, chat) => checker.belongs(record.learner, chat.user),
      onCrash: (error) => checker.say('alarm', '-', `a process crashed: ${String(error)}`),
    });
    this.#members.push({ process, seat });
  }

  #end(member: Member, isKill = true): void {
    const { checker, onDeath } = this.#options;
    const { process, seat } = member;
    this.#members = this.#members.filter((other) => other !== member);
    process.kill();
    checker.upset(process.life.name);
    onDeath(process.life);
    // Its connection goes with it; whether it can still say goodbye does not matter.
    if (isKill) void seat.current.close().catch(() => undefined);
  }
}

const reasonIn = (fields: object): string => {
  const { err, reason } = fields as { err?: unknown; reason?: unknown };
  return String(err instanceof Error ? (err.stack ?? err.message) : (reason ?? ''));
};
