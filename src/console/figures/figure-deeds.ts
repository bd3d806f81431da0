/** What is done with figures, as the audit log notes it. */
export const figureDeeds = ['population', 'wall_on', 'wall_off'] as const;
export type FigureDeed = (typeof figureDeeds)[number];
