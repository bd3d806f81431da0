import type { Message } from '../../src/core/message.ts';

type Shown = { text: string; buttons: string[]; hasPicture: boolean };
type Row = { message: Message; shown: Record<'telegram' | 'zalo-bot' | 'zalo-oa', Shown[]> };

/** One lesson, screen by screen, as each channel shows it. */
export function screensPage(rows: readonly Row[]): string {
  const seen = new Set<string>();
  const lines = rows.flatMap(({ message, shown }) => {
    const name = nameOf(message);
    if (seen.has(name)) return [];
    seen.add(name);
    const { choices } = message;
    const web = choices.length === 0 ? 'text' : `${count(choices.length, 'button')}, numbers may be typed`;
    return [
      `| ${name} | ${web} | ${onTelegram(shown.telegram)} | ${onZaloBot(shown['zalo-bot'])} | ${onZaloOa(shown['zalo-oa'])} |`,
    ];
  });
  return `# What each screen becomes

Lesson 4.1 and the screens around it, in Vietnamese, as sent to each channel’s stand-in. All lessons in both languages go through the same test, with no limit broken and one call a turn on an Official Account: \`npx vitest run test/channels/every-lesson.test.ts\`. Written by \`WRITE_SCREENS=1\` with that command, 2026-11-25.

| screen begins with | web, terminal | Telegram | Zalo Bot | Zalo OA |
|---|---|---|---|---|
${lines.join('\n')}
`;
}

const nameOf = ({ heading, text }: Message): string => {
  const [line = ''] = (heading ?? text).split('\n').filter((it) => it.trim() !== '');
  return line.length <= 48 ? line.replaceAll('|', '/') : `${line.slice(0, 45).replace(/\s\S*$/, '')} …`;
};
const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
const sizeOf = (shown: Shown[]): string => {
  const letters = shown.reduce((sum, { text }) => sum + text.length, 0);
  const picture = shown.some(({ hasPicture }) => hasPicture) ? ', with picture' : '';
  return `${count(shown.length, 'message')} of ${letters} letters${picture}`;
};

const onTelegram = (shown: Shown[]): string => {
  const buttons = shown.at(-1)?.buttons.length ?? 0;
  return `${sizeOf(shown)}, ${count(buttons, 'button')}`;
};
const onZaloBot = (shown: Shown[]): string => {
  const lines = [...(shown.at(-1)?.text ?? '').matchAll(/^(?:\d+\.|•) /gm)].length;
  return `${sizeOf(shown)}, ${count(lines, 'line')} to choose from`;
};
const onZaloOa = (shown: Shown[]): string => {
  const buttons = shown.at(-1)?.buttons ?? [];
  if (buttons.length === 0) return `${sizeOf(shown)}, numbered lines`;
  return buttons.every((title) => /^\d$/.test(title))
    ? `${sizeOf(shown)}, labels in the text, ${count(buttons.length, 'button')} with numbers`
    : `${sizeOf(shown)}, ${count(buttons.length, 'button')}`;
};
