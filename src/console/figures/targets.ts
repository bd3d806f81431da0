import type { AudienceKey } from '../../stats/people-figures.ts';
import { adults } from '../../stats/people-figures.ts';
import type { PopulationGroup } from './population.ts';

export const targetIds = ['officials', 'pupils', 'workers', 'adults', 'vneid'] as const;
export type TargetId = (typeof targetIds)[number];

export type Target = {
  id: TargetId;
  /** 0..1 of the whole group. */
  share: number;
  /** The last day. */
  dueOn: string;
  /** Whom we can see of them; none where somebody else confirms it. */
  who: { audiences: readonly AudienceKey[]; population: PopulationGroup } | undefined;
};

/**
 * What the province has set itself to reach by 2026.
 * Source: Kế hoạch 265-KH/TU, 24/4/2025, Ban Thường vụ Tỉnh ủy Thanh Hóa. The shares are the plan's, never ours.
 */
export const targets: readonly Target[] = [
  target('officials', 1, { audiences: ['official'], population: 'officials' }),
  target('pupils', 1, { audiences: ['student'], population: 'pupils' }),
  target('workers', 1, { audiences: ['worker'], population: 'workers' }),
  target('adults', 1, { audiences: adults, population: 'adults' }),
  target('vneid', 0.8, undefined),
];

function target(id: TargetId, share: number, who: Target['who']): Target {
  return { id, share, dueOn: '2026-12-31', who };
}
