import { readConfig } from '../config.ts';
import { askedQuestions } from '../delivery/asked-questions.ts';
import { openStore } from '../main.ts';

/** Prints what people asked and no lesson answers, the most asked first. */
export async function listQuestions(
  environment: NodeJS.ProcessEnv,
  asJson: boolean,
  out: (text: string) => void,
): Promise<void> {
  const store = await openStore(readConfig(environment), 'command');
  try {
    const asked = await askedQuestions(store);
    if (asJson) return out(JSON.stringify(asked, null, 2));
    if (asked.length === 0) return out('nothing was asked that the lessons could not answer');
    for (const { text, times, lastOn } of asked)
      out(
        `${String(times).padStart(5)} × ${text}   (last on ${new Date(lastOn).toISOString().slice(0, 10)})`,
      );
  } finally {
    await store.close();
  }
}
