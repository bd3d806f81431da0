import type { RootContent } from 'mdast';
import type { LocatedText } from './located-text.ts';
import { blocksText, lineOfNode, type Reading } from './markdown-text.ts';
import { errorAt } from './problem.ts';
import type { Section } from './section.ts';

export type ReadPicture = { file: string; alt: string; line: number };
export type ReadVoice = { file: string; line: number };

/** A card as its author wrote it. */
export type ReadCard = {
  line: number;
  title: LocatedText;
  text: LocatedText;
  /** Paragraphs and lists, a list counting as one. */
  blocks: number;
  picture?: ReadPicture;
  voice?: ReadVoice;
};

const mediaPattern = /^media\/([A-Za-z0-9][A-Za-z0-9._-]*)$/;
const voicePattern = /\.(ogg|mp3|m4a)$/;

/**
 * Reads one card. `![words for the blind](media/name.png)` on a line of its own is its picture,
 * `[Nghe](media/name.ogg)` its recorded reading.
 */
export function readCard(section: Extract<Section, { kind: 'card' }>, reading: Reading): ReadCard {
  const words: RootContent[] = [];
  let picture: ReadPicture | undefined;
  let voice: ReadVoice | undefined;
  for (const block of section.blocks) {
    const only = block.type === 'paragraph' && block.children.length === 1 ? block.children[0] : undefined;
    const line = lineOfNode(block);
    if (only?.type === 'image') {
      if (picture !== undefined) report(line, 'A card has room for one picture', reading);
      picture = { file: mediaName(only.url, line, reading), alt: (only.alt ?? '').normalize('NFC'), line };
      if (picture.alt.trim() === '')
        report(line, 'The picture has no words for those who cannot see it', reading);
    } else if (only?.type === 'link' && voicePattern.test(only.url)) {
      voice = { file: mediaName(only.url, line, reading), line };
    } else {
      words.push(block);
    }
  }
  const text = blocksText(words, reading);
  if (section.title.text === '' || text.text === '') {
    const what = section.title.text === '' ? 'title' : 'text';
    reading.problems.push(
      errorAt(
        { file: reading.file, line: section.line },
        'card-form',
        `The card has no ${what}`,
        'Write "## Thẻ: its title" ("## Card: …" in English) and the text below.',
      ),
    );
  }
  return {
    line: section.line,
    title: section.title,
    text,
    blocks: words.length,
    ...(picture === undefined ? {} : { picture }),
    ...(voice === undefined ? {} : { voice }),
  };
}

function mediaName(url: string, line: number, reading: Reading): string {
  const name = mediaPattern.exec(url)?.[1];
  if (name === undefined) report(line, `"${url}" is not a file of the course's media folder`, reading);
  return name ?? '';
}

function report(line: number, message: string, reading: Reading): void {
  const hint = 'Write ![what the picture shows](media/name.png) on a line of its own.';
  reading.problems.push(errorAt({ file: reading.file, line }, 'card-media', message, hint));
}
