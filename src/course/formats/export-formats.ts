/** Everything a lesson can be written out as. */
export const exportFormats = ['gift', 'moodle-xml', 'poster', 'script', 'paper', 'card'] as const;
export type ExportFormat = (typeof exportFormats)[number];
