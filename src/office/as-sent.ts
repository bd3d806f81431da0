import type { Person } from '../access/person.ts';
import type { Broadcast } from '../broadcast/broadcast.ts';
import { broadcastMessage } from '../broadcast/message.ts';
import type { Course, Language } from '../core/course.ts';
import type { Message } from '../core/message.ts';
import { newSession } from '../core/new-session.ts';
import type { OfficialCode } from '../core/official-code.ts';
import type { Instant } from '../core/time.ts';
import { testersOf } from './asked-for.ts';
import type { ChannelTerms } from './channel-terms.ts';
import type { Outlook } from './office.ts';

/** Stands in a preview for the code that a message gets when it is handed in; asked about, it is nobody's. */
export const codeToCome = '0X0-X0X';

/** A draft as it would be sent: a bot that belongs to no agency reaches testers alone, and nothing of it is confirmed. */
export function asSent(
  broadcast: Broadcast,
  { operator }: Course,
  people: Person[],
  code: OfficialCode,
): Broadcast {
  if (operator !== undefined) return { ...broadcast, reach: 'everyone', testers: [], code };
  return { ...broadcast, reach: 'test_accounts', testers: testersOf(people), code: '' };
}

/** As somebody reads it of whom nothing is known. */
export const asRead = (broadcast: Broadcast, language: Language, now: Instant): Message =>
  broadcastMessage(broadcast, newSession('xem-truoc-xem-truoc', language, now));

/** What a person reads, whole, on each channel it goes to and in each language it is written in. */
export function previewsOf(broadcast: Broadcast, terms: ChannelTerms[], now: Instant): Outlook['previews'] {
  const { channels, languages } = broadcast.audience;
  return terms
    .filter(({ name }) => channels === undefined || channels.includes(name))
    .flatMap(({ name }) =>
      (Object.keys(broadcast.texts) as Language[])
        .filter((language) => languages === undefined || languages.includes(language))
        .map((language) => {
          const message = asRead(broadcast, language, now);
          const characters = [...(message.heading ?? ''), ...message.text].length;
          return { channel: name, language, message, characters };
        }),
    );
}
