import type { Channel } from './channels/channel.ts';
import type { Config } from './config.ts';
import type { Course } from './core/course.ts';
import type { Log } from './log.ts';
import type { Archive } from './store/archive/archive.ts';
import type { Store } from './store/store.ts';

/** Where the switch of the tutor lies; see `isSwitchedOn`. */
export const tutorSwitch = 'tutor-switch';

export type TutorAtStart = {
  isOn: boolean;
  /** A channel whose chats may ask the model; the same channel where there is none. */
  tutoring(channel: Channel): Channel;
  stop(): Promise<void>;
};

/** All that is needed to ask a model is set, and nobody has said no. */
export const hasTutor = (config: Config): boolean =>
  config.TUTOR === 'on' && config.OPENAI_BASE_URL !== undefined && config.OPENAI_MODEL !== undefined;

/** `banhoc tutor off` stops the model for all processes at once. Nothing filed means on. */
export const isSwitchedOn = async (archive: Pick<Archive, 'paper'>): Promise<boolean> =>
  (await archive.paper(tutorSwitch))?.body !== 'off';

/** The model, where the configuration names one; its library is loaded only then. */
export async function openTutorOf(options: {
  config: Config;
  store: Pick<Store, 'tally'>;
  archive: Pick<Archive, 'paper'>;
  course(): Course;
  log: Log;
}): Promise<TutorAtStart> {
  const { config, store, archive, course, log } = options;
  const { OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model, OPENAI_API_KEY: apiKey } = config;
  if (!hasTutor(config) || baseUrl === undefined || model === undefined) {
    return { isOn: false, tutoring: (channel) => channel, stop: async () => {} };
  }
  const [{ openModel }, { openBudget }, { openTutor }, { readPrompts }, { openTutorCourier }] =
    await Promise.all([
      import('./tutor/model.ts'),
      import('./tutor/budget.ts'),
      import('./tutor/tutor.ts'),
      import('./tutor/prompt-file.ts'),
      import('./delivery/tutor.ts'),
    ]);
  const clock = Date.now;
  const tutor = openTutor({
    course,
    model: openModel({ baseUrl, model, ...(apiKey === undefined ? {} : { apiKey }) }, { clock }),
    prompts: await readPrompts(new URL('../prompts', import.meta.url).pathname),
    budget: openBudget((key, windowMs, by) => store.tally(key, windowMs, by), {
      turnsPerDay: config.TUTOR_TURNS_PER_DAY,
      tokensPerDay: config.TUTOR_TOKENS_PER_DAY,
    }),
    isOn: () => isSwitchedOn(archive),
    log,
  });
  const courier = openTutorCourier({ tutor, clock, log });
  return { isOn: true, tutoring: courier.tutoring, stop: courier.stop };
}
