/**
 * A button. `id` says what the tap means and comes back unchanged in `choice_tapped`;
 * it is at most 56 ASCII characters of `A-Z a-z 0-9 . _ ~ -`, so that every platform can carry it.
 */
export type Choice = { id: string; label: string };

/**
 * What the bot says, in no platform's terms. Plain text: no markup; channels draw `heading` their own way.
 * Where a channel has no buttons it numbers the choices from 1, in this order.
 */
export type Message = {
  heading?: string;
  text: string;
  choices: Choice[];
  /** Name of a file in the course's media folder, with the words for those who cannot see it. */
  picture?: { file: string; alt: string };
  /** Name of a recorded reading of this text in the course's media folder. */
  voice?: { file: string };
  /** True for a card of a lesson: the web offers to read it aloud. */
  readable?: boolean;
};

/** Heading and text as one block, for channels and logs that draw no headings. */
export const wholeText = (message: Message): string =>
  message.heading === undefined ? message.text : `${message.heading}\n${message.text}`;
