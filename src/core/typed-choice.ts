// STUB
import { fold } from './fold.ts';
import type { Choice } from './message.ts';
export type TypedChoice = { kind: 'chosen'; choice: Choice } | { kind: 'ambiguous' } | { kind: 'none' };
export function matchTypedChoice(
  text: string,
  choices: Choice[],
  options: { letters: boolean },
): TypedChoice {
  const f = fold(text);
  const m = /^(?:cau |so |dap an )?(\d|[a-f])$/.exec(f);
  const place =
    m?.[1] === undefined
      ? -1
      : /\d/.test(m[1])
        ? Number(m[1]) - 1
        : options.letters
          ? m[1].charCodeAt(0) - 97
          : -1;
  const choice = choices[place] ?? choices.find((c) => fold(c.label) === f);
  return choice === undefined ? { kind: 'none' } : { kind: 'chosen', choice };
}
