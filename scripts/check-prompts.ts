import { PromptProblem, readPrompts } from '../src/tutor/prompt-file.ts';

/** Part of `npm run check`: every prompt is well made, and its text is the one that its version names. */
try {
  const prompts = await readPrompts(new URL('../prompts', import.meta.url).pathname);
  console.log(`${prompts.length} prompts, each as its version was locked`);
} catch (error) {
  if (!(error instanceof PromptProblem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
