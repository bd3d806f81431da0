import type { AudienceKey } from '../../stats/people-figures.ts';
import type { FigureDeed } from '../figures/figure-deeds.ts';
import type { TargetId } from '../figures/targets.ts';

/** What the pages of figures say: what people can do, by place, audience, lesson and month. */
export type FigureWords = {
  title: string;
  rights: string;
  nav: string;
  /** The first line: how many adults of a place can do what a lesson teaches. */
  question: (place: string, outcome: string) => string;
  answer: (people: string) => string;
  answerFew: string;
  answerNone: string;
  /** What "can do" rests on. */
  basis: (finished: string, share: string) => string;
  basisFew: (finished: string) => string;
  population: (people: string, share: string) => string;
  again: (right: string, asked: string) => string;
  asOf: (time: string) => string;
  stale: string;
  counting: string;
  tens: string;
  about: (tens: string) => string;
  few: string;
  fewForShare: string;
  /** The same in a table's cell. */
  fewInCell: string;
  notMeasured: string;
  share: {
    about: (percent: string) => string;
    at_least: (percent: string) => string;
    at_most: (percent: string) => string;
  };
  percent: (whole: string) => string;
  choose: { unit: string; lesson: string; go: string };
  /** The measures of the first page, with what each counts. */
  measures: {
    title: string;
    reached: [name: string, note: string];
    active: [name: string, note: string];
    finished: [name: string, note: string];
    right: [name: string, note: string];
    again: [name: string, note: string];
    gain: [name: string, note: string];
    life: [name: string, note: string];
    /** What will produce a figure, and when at the earliest. */
    againFrom: (day: string) => string;
    againFirst: string;
    againBegun: string;
    /** The people a figure is of. @param share empty where they are too few for one */
    ofThose: (people: string, share: string) => string;
    gainFrom: string;
    gainWhere: string;
    gainPoints: (points: string, of: string) => string;
    lifeFrom: string;
    sharing: (share: string) => string;
    sharingFew: string;
    people: string;
  };
  targets: {
    title: string;
    note: string;
    columns: {
      who: string;
      goal: string;
      due: string;
      population: string;
      reached: string;
      finished: string;
      right: string;
    };
    names: Record<TargetId, string>;
    goal: (percent: string) => string;
    noPopulation: string;
    atMost: (percent: string) => string;
    vneid: string;
    source: string;
  };
  tables: {
    units: string;
    audiences: string;
    languages: string;
    channels: string;
    lessons: string;
    months: string;
    columns: {
      unit: string;
      audience: string;
      language: string;
      channel: string;
      lesson: string;
      module: string;
      month: string;
      reached: string;
      active: string;
      finished: string;
      skillFinished: string;
      skillRight: string;
      share: string;
      delayed: string;
      delayedRight: string;
      delayedShare: string;
      joined: string;
      monthFinished: string;
      answered: string;
      monthShare: string;
    };
    noUnit: string;
    total: string;
  };
  audience: Record<AudienceKey, string>;
  language: Record<string, string>;
  channel: Record<string, string>;
  ways: { lessons: string; boards: string; report: string; population: string };
  lessons: {
    title: string;
    text: string;
    columns: { lesson: string; opened: string; begun: string; finished: string; share: string; stop: string };
    none: string;
    noStop: string;
  };
  way: {
    title: (lesson: string) => string;
    text: string;
    columns: { step: string; came: string; passed: string; left: string; leftShare: string; time: string };
    card: (n: string, title: string) => string;
    task: string;
    questions: string;
    seconds: (upTo: string) => string;
    minutes: (upTo: string) => string;
    longer: string;
    back: string;
    version: (version: string) => string;
  };
  boards: {
    title: string;
    text: string;
    right: string;
    before: string;
    change: (points: string) => string;
    noChange: string;
    finished: string;
    goal: string;
    goalText: (percent: string, day: string) => string;
    open: string;
    wallTitle: string;
    wallOff: string;
    wallOn: string;
    turnOn: string;
    turnOff: string;
    wallLink: string;
    adminOnly: string;
    none: string;
    noWall: { title: string; text: string };
    columns: { unit: string; kind: string; wall: string };
    on: string;
    off: string;
    kinds: Record<string, string>;
  };
  populationForm: {
    title: string;
    text: string;
    template: string;
    label: string;
    hint: string;
    keep: string;
    kept: (places: string, day: string) => string;
    none: string;
    wrong: string;
    unknown: (line: string, code: string) => string;
    notNumber: (line: string, column: string, value: string) => string;
    noColumn: (column: string) => string;
    twice: (line: string, code: string) => string;
    foreign: (line: string, code: string) => string;
    more: (n: string) => string;
    columns: {
      code: string;
      name: string;
      adults: string;
      pupils: string;
      officials: string;
      workers: string;
    };
  };
  report: {
    title: (place: string, month: string) => string;
    print: string;
    choose: string;
    summary: string;
    reached: (place: string, people: string, day: string) => string;
    finished: (people: string, month: string) => string;
    notEnough: (month: string) => string;
    share: (share: string, answers: string, month: string) => string;
    change: (before: string, month: string) => string;
    can: (people: string, outcome: string, finished: string) => string;
    canFew: (outcome: string) => string;
    again: (share: string, asked: string) => string;
    againNot: string;
    target: (share: string, goal: string, day: string) => string;
    targetNot: string;
    figures: string;
    answers: string;
    n: string;
    figure: string;
    date: string;
    best: string;
    source: string;
    signed: string;
  };
  deeds: Record<FigureDeed, string>;
};
