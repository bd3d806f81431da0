import { html } from 'hono/html';
import type { Progress } from '../../broadcast/states.ts';
import type { Markup } from '../layout.ts';
import type { Show } from './show.ts';

/** How many are skipped, whatever the reason. */
export const skippedOf = ({ skipped }: Progress): number =>
  skipped.optedOut + skipped.overBudget + skipped.holdout + skipped.erased;

/** Those still to be sent to by us; the web's wait for the person. */
const toCome = (progress: Progress): number => progress.waiting - progress.atNextVisit + progress.sending;

/** Share 0..1 of those it was meant for who have it; what lies on the web is no one's until it is read. */
export function sentShare(progress: Progress): number {
  const meant = progress.recipients - skippedOf(progress);
  return meant === 0 ? 0 : progress.sent / meant;
}

type Part = { name: keyof Show['words']['bar']['hints'] | 'sent' | 'waiting' | 'skipped'; n: number };
const partsOf = (progress: Progress): Part[] => [
  { name: 'sent', n: progress.sent },
  { name: 'atNextVisit', n: progress.atNextVisit },
  { name: 'waiting', n: toCome(progress) },
  { name: 'unreachable', n: progress.unreachable },
  { name: 'failed', n: progress.failed },
  { name: 'unknown', n: progress.unknown },
  { name: 'skipped', n: skippedOf(progress) },
];

/** One bar in seven parts. An own picture, since a page without inline styles cannot give a box its width. */
export function bar(progress: Progress, show: Show, kind: 'large' | 'small' = 'large'): Markup {
  const { words, number } = show;
  let from = 0;
  const total = Math.max(1, progress.recipients);
  const rects = partsOf(progress).flatMap(({ name, n }) => {
    if (n === 0) return [];
    const [x, width] = [(from / total) * 100, (n / total) * 100];
    from += n;
    return [
      html`<rect class="${name}" x="${x.toFixed(2)}%" width="${width.toFixed(2)}%" height="100%"></rect>`,
    ];
  });
  const percent = `${Math.floor(sentShare(progress) * 100)}%`;
  const label = words.bar.label(percent, number(progress.recipients - skippedOf(progress)));
  return html`<svg class="progress ${kind}" role="img" aria-label="${label}">${rects}</svg>`;
}

/** The bar with what each part means, in figures and words. */
export function barWithLegend(progress: Progress, show: Show): Markup {
  const { words, number } = show;
  const { skipped } = progress;
  const reasons = (['optedOut', 'overBudget', 'holdout', 'erased'] as const).flatMap((reason) =>
    skipped[reason] === 0 ? [] : [`${number(skipped[reason])} ${words.bar.reasons[reason]}`],
  );
  const hintOf = (name: Part['name']): string => {
    if (name === 'skipped') return reasons.join(', ');
    return name === 'sent' || name === 'waiting' ? '' : words.bar.hints[name];
  };
  const items = partsOf(progress)
    .filter(({ name, n }) => n > 0 || name === 'sent' || name === 'waiting')
    .map(({ name, n }) => {
      const hint = hintOf(name);
      return html`<div class="part"><dt><svg class="key" aria-hidden="true"><rect class="${name}" width="100%" height="100%"></rect></svg>${words.bar[name]}</dt><dd>${number(n)}</dd>${hint === '' ? '' : html`<dd class="quiet">${hint}</dd>`}</div>`;
    });
  const percent = `${Math.floor(sentShare(progress) * 100)}%`;
  return html`<p class="big">${words.bar.label(percent, number(progress.recipients - skippedOf(progress)))}</p>
${bar(progress, show)}<dl class="legend">${items}</dl>`;
}
