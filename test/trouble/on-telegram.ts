import type { BotApi, Person } from '../fakes/bot-api/bot-api.ts';

/** Longer than any trouble of these tests; only a failing test waits this long. */
const patienceMs = 40_000;

/** From /start to the end of the first lesson; taps again only when something new has come. */
export async function learnOnTelegram(person: Person, onTap: () => void = () => {}): Promise<void> {
  const buttons = (): string[] => person.sees().at(-1)?.buttons ?? [];
  const next = async (act: () => void): Promise<void> => {
    const before = person.sees().length;
    act();
    onTap();
    await person.until(() => (person.sees().length > before ? true : undefined), 'an answer', patienceMs);
  };
  await next(() => person.writes('/start'));
  while (!buttons().includes('Luyện lại bài này')) {
    const label = ['Học ngay', 'bác', 'Đồng ý', 'Bỏ qua'].find((wanted) => buttons().includes(wanted));
    await next(() => person.taps(label ?? buttons()[0] ?? ''));
  }
}

/** What became of each webhook call: all that were refused were told when to come back. */
export function webhookStatuses(api: BotApi): Set<number | string> {
  for (const push of api.bot.pushes) {
    if (push.status === 503 && !(Number(push.retryAfter) >= 1))
      throw new Error('a 503 to a webhook call says not when to come back');
  }
  return new Set(api.bot.pushes.map(({ status }) => status));
}
