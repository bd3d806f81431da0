import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { plain } from '../core/redact.ts';

const frontMatter = z.strictObject({
  id: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/),
  version: z.int().min(1),
  /** Name of the schema that the answer must pass, in reply.ts. */
  output: z.enum(['tutor_card', 'tutor_hint']),
  temperature: z.number().min(0).max(1),
  max_tokens: z.int().min(16).max(1_000),
  variables: z.array(z.string()),
  /** Each must stand in the text as `[T4]`, so that none is lost by an edit. */
  rules: z.array(z.string()).min(1),
});

/** What a model is told, as one file holds it. `sha` is the first 8 hex digits of the SHA-256 of the whole file. */
export type Prompt = z.infer<typeof frontMatter> & { file: string; body: string; sha: string };

/** A prompt file is not as it must be. The message names the file and how to mend it. */
export class PromptProblem extends Error {
  override name = 'PromptProblem';
}

/** Longer ones are paid for with every question. */
const longestBody = 2_400;
/** What a learner wrote stands between these, and nowhere else. */
const fence = { open: '<nguoi_hoc>', close: '</nguoi_hoc>', variables: ['question'] } as const;
/** Longer values are cut: nobody writes so much, a forwarded text may. */
const longestValue = { learner: 1_000, own: 6_000 } as const;

export const shaOf = (source: string): string => createHash('sha256').update(source).digest('hex');

/** Reads one file. @throws PromptProblem */
export function readPrompt(file: string, source: string): Prompt {
  const fail = (problem: string, mend: string): never => {
    throw new PromptProblem(`prompts/${file}: ${problem}. ${mend}`);
  };
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source);
  if (parts === null)
    return fail('no front matter', 'Begin it with --- and end it with ---, as the other prompts do');
  const head = frontMatter.safeParse(parse(parts[1] ?? ''));
  if (!head.success) return fail(z.prettifyError(head.error), 'See the front matter of the other prompts');
  const body = (parts[2] ?? '').trim();
  const { id, version, variables, rules } = head.data;
  if (file !== `${id}.v${version}.md`)
    fail('is called otherwise than it says', `Name it ${id}.v${version}.md`);
  if (body.length > longestBody) fail(`has ${body.length} letters`, `Keep it under ${longestBody}`);
  const used = [...body.matchAll(/\{\{([^}]*)\}\}/g)].map(([, name = '']) => name);
  for (const name of used)
    if (!variables.includes(name)) fail(`uses {{${name}}}`, 'Declare it under variables, or take it out');
  for (const name of variables)
    if (!used.includes(name))
      fail(`declares ${name} and does not use it`, `Write {{${name}}} where it belongs`);
  for (const rule of rules)
    if (!body.includes(`[${rule}]`))
      fail(`has lost rule ${rule}`, `Write the rule again, beginning with [${rule}]`);
  for (const name of fence.variables)
    if (used.includes(name) && !body.includes(`${fence.open}{{${name}}}${fence.close}`))
      fail(
        `gives {{${name}}} bare`,
        `Write ${fence.open}{{${name}}}${fence.close}: what a learner wrote is fenced in`,
      );
  return { ...head.data, file, body, sha: shaOf(source).slice(0, 8) };
}

/**
 * Puts values in. A value cannot close the fence or bring a variable of its own: its signs < > { } are dropped.
 * @throws PromptProblem when a variable is missing or unknown
 */
export function renderPrompt(prompt: Prompt, values: Readonly<Record<string, string>>): string {
  for (const name of Object.keys(values))
    if (!prompt.variables.includes(name))
      throw new PromptProblem(`prompts/${prompt.file}: was given ${name}, which it does not know`);
  return prompt.body.replace(/\{\{([^}]*)\}\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new PromptProblem(`prompts/${prompt.file}: was not given ${name}`);
    const isLearners = (fence.variables as readonly string[]).includes(name);
    return plain(value)
      .replace(/[<>{}]/g, ' ')
      .slice(0, isLearners ? longestValue.learner : longestValue.own);
  });
}

/** How a prompt is named where its answers are counted and logged. */
export const promptName = ({ id, version, sha }: Prompt): string => `${id}@${version}-${sha}`;

const lockSchema = z.record(z.string(), z.string());

/**
 * Reads all prompts and holds them against their lock: a text that was changed without a new version is refused, so
 * that a version always names one text.
 * @throws PromptProblem
 */
export async function readPrompts(dir: string): Promise<Prompt[]> {
  const files = (await readdir(dir)).filter((name) => name.endsWith('.md')).sort();
  const lock = lockSchema.parse(JSON.parse(await readFile(join(dir, 'lock.json'), 'utf8')));
  const mend = 'run: node scripts/lock-prompts.ts';
  for (const file of Object.keys(lock))
    if (!files.includes(file))
      throw new PromptProblem(
        `prompts/${file}: is gone, but the lock names it. Old versions stay; put it back`,
      );
  return Promise.all(
    files.map(async (file) => {
      const source = await readFile(join(dir, file), 'utf8');
      const prompt = readPrompt(file, source);
      if (lock[file] === undefined) throw new PromptProblem(`prompts/${file}: is new; ${mend}`);
      if (lock[file] !== shaOf(source))
        throw new PromptProblem(
          `prompts/${file}: was changed under the same version. Put the change into ${prompt.id}.v${prompt.version + 1}.md and ${mend}`,
        );
      return prompt;
    }),
  );
}

/** The newest version of a prompt. @throws PromptProblem */
export function newestPrompt(prompts: readonly Prompt[], id: string): Prompt {
  const [newest] = prompts
    .filter((prompt) => prompt.id === id)
    .sort((one, other) => other.version - one.version);
  if (newest === undefined) throw new PromptProblem(`prompts/${id}.v1.md: is missing`);
  return newest;
}
