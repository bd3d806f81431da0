import type { Message } from '../../core/message.ts';

/** A message as lines for a terminal: numbered buttons, heading in bold where colours are wanted. */
export function renderLines(message: Message, hasColours: boolean): string[] {
  const bold = (text: string): string => (hasColours ? `\u001b[1m${text}\u001b[22m` : text);
  const green = (text: string): string => (hasColours ? `\u001b[32m${text}\u001b[39m` : text);
  return [
    ...(message.heading === undefined ? [] : [bold(message.heading)]),
    ...message.text.split('\n'),
    // What the picture shows stands in for it.
    ...(message.picture === undefined ? [] : [`[${message.picture.alt}]`]),
    ...message.choices.map((choice, place) => green(`  ${place + 1}. ${choice.label}`)),
  ];
}
