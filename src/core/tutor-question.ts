import type { ItemId, Language, OptionId } from './course.ts';
import type { CardPlace } from './session.ts';

/**
 * What a model may be asked. It chooses, or puts a hint in other words; whatever it says, the learner has had the
 * authored answer already. `about` names what is on screen: an answer that comes later belongs to nothing.
 */
export type TutorQuestion = { language: Language; about: string } & (
  | {
      kind: 'card';
      /** What was asked, private things taken out. */
      text: string;
      /** Of which one may be meant; of all lessons when none was found. */
      cards: CardPlace[];
    }
  | {
      kind: 'hint';
      item: ItemId;
      version: string;
      /** The mistake that was made, if one was. */
      option?: OptionId;
      /** How the person wants to be called. */
      address?: string;
    }
);

/** @param by names the prompt, its version and its text: `tutor-card@1-0f3c9a21` */
export type TutorAnswer = { about: string; by: string } & (
  | { kind: 'card'; card: CardPlace }
  | { kind: 'hint'; text: string }
);
