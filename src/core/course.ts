import type { Practise } from './practise/practise.ts';
import type { QuietDays } from './quiet.ts';
import type { ReadyMessage } from './ready-message.ts';

/** The course as the engine sees it: read-only data, made by `course/load.ts` from lesson files. */

export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

/** The four audiences of the national skills framework (QĐ 757/QĐ-BKHCN, 2025). */
export const audiences = ['citizen', 'worker', 'official', 'student'] as const;
export type Audience = (typeof audiences)[number];

/** The curriculum's number, `4.1`. */
export type LessonId = string;
/** Stable for ever, unique in the course, `4.1-a1`. At most 16 characters of `a-z 0-9 . -`. */
export type ItemId = string;
/** Stable within its item, one letter `a`..`f`. Never the place on the screen. */
export type OptionId = string;

export type Option = {
  id: OptionId;
  text: string;
  /** What this person needs to hear after choosing it. */
  feedback: string;
  /** The mistaken idea a distractor stands for, for instance `otp`; absent on the key. */
  misconception?: string;
};

/** One quiz question. `version` is the first 8 hex digits of the SHA-256 of its content. */
export type Item = {
  id: ItemId;
  version: string;
  lesson: LessonId;
  stem: string;
  options: Option[];
  key: OptionId;
  hint?: string;
  /**
   * The item whose idea this one asks again, in another situation and other words; absent on originals. Twins
   * are kept for reviews: whoever remembers only the answer does not pass them.
   */
  twinOf?: ItemId;
};

export type Card = {
  title: string;
  text: string;
  picture?: { file: string; alt: string };
  voice?: { file: string };
};

/** One lesson in one language. */
export type Lesson = {
  id: LessonId;
  /** Content hash of the whole lesson, 8 hex digits. */
  version: string;
  language: Language;
  module: number;
  title: string;
  /** What the learner can do afterwards, "Cúp máy, tự hỏi lại công an xã". */
  outcome: string;
  /** How people ask for this lesson, in their own words; what search finds it by. Shown to nobody. */
  learnersSay: string[];
  audiences: Audience[];
  cards: Card[];
  /** The practical task to do on the phone now. */
  task: string;
  /** The one sentence to remember. */
  remember: string;
  items: Item[];
  factIds: string[];
  factsCheckedOn: string;
  reviewedBy?: string;
  reviewedOn?: string;
};

export type Module = { number: number; title: Record<Language, string> };

/** Kinds of places and organisations, as a tree: province > commune > village; school > class; office; enterprise. */
export const unitKinds = [
  'province',
  'commune',
  'village',
  'school',
  'class',
  'office',
  'enterprise',
  'cooperative',
] as const;
export type UnitKind = (typeof unitKinds)[number];

/** One place or organisation. `id` is at most 24 characters of `a-z 0-9 _`, for communes the national code. */
export type Unit = {
  id: string;
  kind: UnitKind;
  /** Without the type, `Đồng Tiến`. */
  name: string;
  /** How it is written in full, `xã Đồng Tiến`. */
  fullName: string;
  /** What people called it before, `Huyện Triệu Sơn`; shown so that namesakes can be told apart. */
  formerly?: string;
  parent?: string;
  /** Spellings to find it by, marks stripped, lower case. */
  searchKeys: string[];
};

/** Where people meet at a public event: a village's culture house, a school. */
export type EventPoint = { id: string; name: string; unit: string };

/**
 * An event of the movement held at many points at once: a launch, a market day. Called public so that it is
 * not taken for an `Event`, which is what happens to a chat.
 */
export type PublicEvent = {
  id: string;
  name: string;
  /** Who holds it: the province, a commune. */
  unit: string;
  /** In the order of its file. */
  points: ReadonlyMap<string, EventPoint>;
};

/** Who runs this bot, as first screens say it. */
export type Operator = { name: string; contact?: string };

/** One question of the placement. The lesson of its item is where to start when it was missed. */
export type PlacementQuestion = {
  item: Item;
  module: number;
  /** Asked of these only; absent for everybody. */
  audience?: Audience;
  /** Where some audiences start instead. */
  startFor?: Partial<Record<Audience, LessonId>>;
};

export type Course = {
  /** Hash over all lessons: two processes with the same text agree on it. */
  version: string;
  modules: Module[];
  lessons: ReadonlyMap<LessonId, Partial<Record<Language, Lesson>>>;
  /** Recommended order of lessons by audience; `citizen` also serves those who have not said. */
  paths: Record<Audience, LessonId[]>;
  /** The lesson a lesson builds on, offered first when it went badly. */
  foundations?: ReadonlyMap<LessonId, LessonId>;
  /** The questions that find out where to start, easy ones first; absent where there are none. */
  placement?: Partial<Record<Language, readonly PlacementQuestion[]>> | undefined;
  /** Every version of every item ever put to a learner, by `itemKey`, so that old questions stay gradable. */
  pastItems: ReadonlyMap<string, Item>;
  units: ReadonlyMap<string, Unit>;
  events: ReadonlyMap<string, PublicEvent>;
  /** What a commune may begin a message to many from. */
  readyMessages: readonly ReadyMessage[];
  /** Local days on which nobody is written to unasked. */
  quietDays: QuietDays;
  /** Set by the shell for chats of a channel with a window: how long after somebody wrote it carries what they did not ask for. */
  unaskedWithinMs?: number;
  /** What people also ask about and no lesson teaches, so that search knows when to stay silent. */
  otherTopics: readonly { id: string; questions: readonly string[] }[];
  /** What may be named to people: domains, with all below them, and telephone numbers. */
  official: { links: readonly string[]; phones: readonly string[] };
  operator?: Operator;
  /** Drawn screens to tap on and the weekly round; left out where a course has neither. */
  practise?: Practise;
  /** What mistaken ideas are called, by the names that options carry; for those who read figures. */
  misconceptions?: Readonly<Record<string, Record<Language, string>>>;
  /** A model may be asked besides. */
  hasTutor?: true;
};

/** Names one wording of an item in one language: `4.1-a1@0f3c9a21`. */
export const itemKey = (id: ItemId, version: string): string => `${id}@${version}`;

/** A lesson in the language wanted, or in the one that exists. */
export function findLesson(course: Course, id: LessonId, language: Language): Lesson | undefined {
  const versions = course.lessons.get(id);
  return versions?.[language] ?? versions?.vi ?? versions?.en;
}

/** The lesson an item belongs to, as its id says. */
export const lessonOfItem = (id: ItemId): LessonId => id.split('-')[0] ?? '';

/** An item as it now stands in its lesson or the placement, with the language it is there in; undefined once retired. */
export function currentItem(
  course: Course,
  id: ItemId,
  language: Language,
): { item: Item; language: Language } | undefined {
  const lesson = findLesson(course, lessonOfItem(id), language);
  const item = lesson?.items.find((candidate) => candidate.id === id);
  if (lesson !== undefined) return item === undefined ? undefined : { item, language: lesson.language };
  for (const spoken of [language, ...languages]) {
    const found = course.placement?.[spoken]?.find((question) => question.item.id === id);
    if (found !== undefined) return { item: found.item, language: spoken };
  }
  return undefined;
}

/** The exact wording that was asked, current or retired. */
export function findItem(course: Course, id: ItemId, version: string): Item | undefined {
  return course.pastItems.get(itemKey(id, version));
}
