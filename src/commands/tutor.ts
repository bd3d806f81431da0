import { readConfig } from '../config.ts';
import { openArchive } from '../main.ts';
import { hasTutor, isSwitchedOn, tutorSwitch } from '../tutor-at-start.ts';

/** Switches the model off or on for every process, from the next question on; without a wish, says how it stands. */
export async function switchTutor(
  environment: NodeJS.ProcessEnv,
  wanted: 'on' | 'off' | undefined,
  out: (text: string) => void,
): Promise<void> {
  const config = readConfig(environment);
  const archive = await openArchive(config, 'command');
  try {
    if (wanted !== undefined) await archive.keepPaper(tutorSwitch, { body: wanted, at: Date.now() });
    const state = (await isSwitchedOn(archive)) ? 'on' : 'off';
    out(
      hasTutor(config)
        ? `the model is switched ${state}`
        : `the model is switched ${state}, and none is set: OPENAI_BASE_URL and OPENAI_MODEL name one, TUTOR=on allows it`,
    );
  } finally {
    await archive.close();
  }
}
