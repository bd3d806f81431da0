import type { FiguresInChat, openFiguresInChat } from './figures-in-chat.ts';

/** Every picture of a chart is named so; whatever else is asked for loads nothing. */
const begins = 'thongke-';
/** A picture takes a tenth of a second of work, and a platform may ask for it twice. */
const mostKept = 30;

/** Charts in chat, loaded by the first who asks: most processes never draw one. */
export function figuresOnDemand(options: Parameters<typeof openFiguresInChat>[0]): FiguresInChat {
  let opened: Promise<FiguresInChat> | undefined;
  const kept = new Map<string, Promise<Buffer | undefined>>();
  const open = (): Promise<FiguresInChat> => {
    opened ??= import('./figures-in-chat.ts').then((module) => module.openFiguresInChat(options));
    return opened;
  };
  return {
    message: async (...asked) => (await open()).message(...asked),
    async picture(file) {
      if (!file.startsWith(begins)) return undefined;
      const known = kept.get(file);
      if (known !== undefined) return known;
      const drawn = open().then((figures) => figures.picture(file));
      // A made-up name is not kept: it would push out what was asked for.
      if ((await drawn) === undefined) return undefined;
      kept.set(file, drawn);
      const [oldest] = kept.size > mostKept ? kept.keys() : [];
      if (oldest !== undefined) kept.delete(oldest);
      return drawn;
    },
  };
}
