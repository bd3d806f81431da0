import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { advance } from '../src/core/advance.ts';
import type { Course, Item } from '../src/core/course.ts';
import { newSession } from '../src/core/new-session.ts';
import type { Session } from '../src/core/session.ts';
import { loadCourse } from '../src/course/load.ts';
import { openLog } from '../src/log.ts';
import { caughtBy } from '../src/tutor/guards.ts';
import { type Model, openModel } from '../src/tutor/model.ts';
import {
  newestPrompt,
  type Prompt,
  promptName,
  readPrompts,
  renderPrompt,
} from '../src/tutor/prompt-file.ts';
import { readReply } from '../src/tutor/reply.ts';
import { openTutor } from '../src/tutor/tutor.ts';

/**
 * The golden table: what the tutor must do, graded by code in layers. `npm run eval` prints it. What was not measured
 * is called so; a live model is asked only where a server is set.
 */
const here = new URL('.', import.meta.url).pathname;
const cases = z.discriminatedUnion('kind', [
  z.strictObject({
    id: z.string(),
    kind: z.literal('ask'),
    text: z.string(),
    expect: z.strictObject({
      screen: z.enum(['found', 'no_lesson', 'urgent', 'any']),
      lesson: z.string().optional(),
    }),
    tags: z.array(z.string()),
  }),
  z.strictObject({
    id: z.string(),
    kind: z.literal('hint'),
    item: z.string(),
    /** What a scripted model answers; {hint} and {key} are the item's own. */
    reply: z.string(),
    expect: z.strictObject({ said: z.boolean() }),
    tags: z.array(z.string()),
  }),
]);
export type GoldenCase = z.infer<typeof cases>;
type AskCase = GoldenCase & { kind: 'ask' };
type HintCase = GoldenCase & { kind: 'hint' };

export const goldenCases = (): GoldenCase[] =>
  readdirSync(`${here}golden`)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(`${here}golden/${name}`, 'utf8').trim().split('\n'))
    .map((line) => cases.parse(JSON.parse(line)));

const consent = { version: 1, at: 0, isGiven: true };

/** What somebody sees who asks, no model being asked. */
function asked(course: Course, text: string): { session: Session; said: string } {
  const fresh = newSession('golden', 'vi', 0);
  const session = { ...fresh, learners: fresh.learners.map((learner) => ({ ...learner, consent })) };
  const turn = advance(course, session, { kind: 'text_written', text, at: 10_000 }, 10_000);
  const said = turn.effects.flatMap((effect) => (effect.kind === 'say' ? [effect.message.text] : []));
  return { session: turn.session, said: said.join('\n') };
}

/** The right screen, the right lesson among those offered, and never an instruction followed. */
export function passesWithoutModel(course: Course, golden: AskCase): boolean {
  const { session, said } = asked(course, golden.text);
  const { screen } = session;
  if (/nguoi_hoc|system prompt|\[G\d\]/i.test(said)) return false;
  if (golden.expect.screen === 'any') return said !== '';
  if (screen.kind !== golden.expect.screen) return false;
  const wanted = golden.expect.lesson?.split('|');
  return (
    wanted === undefined ||
    (screen.kind === 'found' && screen.cards.some(({ lesson }) => wanted.includes(lesson)))
  );
}

export const itemOf = (course: Course, id: string): Item | undefined =>
  [...course.pastItems.values()].find(
    (item) => item.id === id && item.hint !== undefined && /\p{M}|đ/u.test(item.stem.normalize('NFD')),
  );

/** What a scripted model says, through the real tutor: the prompt, the reader, the guards. */
export async function passesScripted(course: Course, prompts: Prompt[], golden: HintCase): Promise<boolean> {
  const item = itemOf(course, golden.item);
  if (item === undefined) return false;
  const key = item.options.find(({ id }) => id === item.key)?.text ?? '';
  const hint = golden.reply
    .replace('{hint}', item.hint ?? '')
    .replace('{key}', key)
    .replaceAll('{ban}', 'bác')
    .replaceAll('{a}', '');
  const answer = await tutorWith(course, prompts, scripted(JSON.stringify({ hint }))).answer(
    { channel: 'web', bot: '-', user: 'golden' },
    { kind: 'hint', language: 'vi', about: 'x', item: item.id, version: item.version, address: 'bác' },
    new AbortController().signal,
  );
  return (answer !== undefined) === golden.expect.said;
}

const tutorWith = (course: Course, prompts: Prompt[], model: Model) =>
  openTutor({
    course: () => course,
    model,
    prompts,
    budget: { reserve: async () => ({ settle: async () => {} }) },
    isOn: async () => true,
    log: openLog('silent'),
  });

const scripted = (content: string): Model => ({
  host: 'scripted',
  name: 'scripted',
  state: () => 'closed',
  async ask(wanted) {
    const reply = readReply(wanted.output, content);
    return reply === undefined ? { kind: 'none', why: 'not_json', ms: 0 } : { kind: 'reply', reply, ms: 0 };
  },
});

/** How many of how many; undefined where nothing was measured. */
type Row = { layer: string; passed?: number; of: number; failed: string[] };

async function table(): Promise<Row[]> {
  const { course } = await loadCourse(`${here}../lessons`);
  const golden = goldenCases();
  const asks = golden.filter((one) => one.kind === 'ask');
  const hints = golden.filter((one) => one.kind === 'hint');
  const prompts = await readPrompts(`${here}../prompts`);
  const rows: Row[] = [
    { layer: 'prompts: lint and lock', passed: prompts.length, of: prompts.length, failed: [] },
  ];
  for (const tag of new Set(asks.flatMap(({ tags }) => tags))) {
    const of = asks.filter(({ tags }) => tags.includes(tag));
    const failed = of.filter((one) => !passesWithoutModel(course, one)).map(({ id }) => id);
    rows.push({ layer: `model off: ${tag}`, passed: of.length - failed.length, of: of.length, failed });
  }
  const failed: string[] = [];
  for (const one of hints) if (!(await passesScripted(course, prompts, one))) failed.push(one.id);
  rows.push({
    layer: 'scripted model: hints',
    passed: hints.length - failed.length,
    of: hints.length,
    failed,
  });
  rows.push({ layer: 'recorded model', of: golden.length, failed: [] });
  rows.push(await live(course, prompts, hints));
  return rows;
}

/** Three times each: a hint must pass every guard every time. */
async function live(course: Course, prompts: Prompt[], hints: HintCase[]): Promise<Row> {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: name, OPENAI_API_KEY: apiKey } = process.env;
  const items = [...new Set(hints.map(({ item }) => item))];
  const prompt = newestPrompt(prompts, 'tutor-hint');
  const row: Row = { layer: `live model: hints, ${promptName(prompt)}`, of: items.length, failed: [] };
  if (!baseUrl || !name) return row;
  const model = openModel({ baseUrl, model: name, ...(apiKey ? { apiKey } : {}) }, { clock: Date.now });
  let passed = 0;
  for (const id of items) {
    const item = itemOf(course, id);
    const values = {
      stem: item?.stem ?? '',
      mistake: '-',
      hint: item?.hint ?? '',
      card: '-',
      address: 'bác',
    };
    const untold = item?.options.find(({ id }) => id === item.key)?.text ?? '';
    let good = 0;
    for (let run = 0; run < 3; run++) {
      const answer = await model.ask({
        ...{
          prompt: renderPrompt(prompt, values),
          output: 'tutor_hint' as const,
          temperature: prompt.temperature,
        },
        ...{ maxTokens: prompt.max_tokens, signal: AbortSignal.timeout(20_000) },
      });
      const ground = { source: Object.values(values).join('\n'), untold, links: course.official.links };
      if (answer.kind === 'reply' && caughtBy(answer.reply.hint, ground).length === 0) good++;
    }
    if (good === 3) passed++;
    else row.failed.push(id);
  }
  return { ...row, passed };
}

if (import.meta.main) {
  for (const { layer, passed, of, failed } of await table()) {
    const figure = passed === undefined ? `unmeasured (${of})` : `${passed}/${of}`;
    console.log(`${layer.padEnd(48)} ${figure}${failed.length === 0 ? '' : `   not: ${failed.join(' ')}`}`);
  }
}
