/** The channels of which a preview shows what each screen becomes. */
export const previewChannels = ['telegram', 'zalo-bot', 'zalo-oa', 'terminal'] as const;
export type PreviewChannel = (typeof previewChannels)[number];
