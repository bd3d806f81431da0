import type { StatsWords } from './stats-words.ts';

const example = 'attempt,item,mark,max';

export const en: StatsWords = {
  flags: {
    drop: () =>
      'those who do well elsewhere get this wrong more often than the others: better to drop it or write it anew',
    key_in_doubt: (option) =>
      `the wrong option ${option} is chosen by those who do better elsewhere than those who are right: check the key and the wording`,
    worse_than_guessing: () => 'fewer are right than blind ticking would give: something in it misleads',
    too_hard: () => 'very hard: at most one in five is right',
    too_easy: () => 'very easy: nearly everybody is right, so it tells nothing about anybody',
    weak: () => 'hardly tells those who know from those who do not',
    idle_option: (option) => `hardly anybody chooses option ${option}: write a more likely one`,
  },
  quiz: {
    title: 'Quiz',
    n: 'attempts',
    mean: 'mean, marks',
    median: 'median, marks',
    sd: 'standard deviation, marks',
    skewness: 'skewness',
    kurtosis: 'kurtosis',
    cic: 'internal consistency (alpha), %',
    errorRatio: 'error ratio, %',
    standardError: 'standard error, marks',
  },
  items: {
    item: 'item',
    n: 'n',
    facility: 'facility',
    sd: 'SD',
    intendedWeight: 'intended weight, %',
    effectiveWeight: 'effective weight, %',
    discriminationIndex: 'discrimination, %',
    discriminativeEfficiency: 'efficiency, %',
  },
  options: {
    title: 'Options',
    option: 'option',
    n: 'n',
    share: 'share',
    fraction: 'worth',
    meanRest: 'mean rest, marks',
  },
  flagsTitle: 'To look at',
  none: '-',
  chosen: ({ rule, of }, n) => {
    switch (rule.kind) {
      case 'every':
        return `${n} of ${of} attempts: all that were not abandoned`;
      case 'of_kind':
        return `${n} of ${of} attempts: those of kind "${rule.wanted}"`;
      case 'of_learner':
        return `${n} of ${of} attempts: the ${rule.wanted} of each learner`;
    }
  },
  noChoice: (why) => {
    switch (why.kind) {
      case 'no_such_kind':
        return `no attempt is of kind "${why.wanted}" in all its rows; kinds in the file: ${why.found.join(', ')}. Choose one with --kind, or --kind all`;
      case 'needs_learner':
        return `--kind ${why.wanted} needs a column "learner": without it nobody knows whose attempts belong together. Use --kind all`;
      case 'needs_kind':
        return `--kind ${why.wanted} needs a column "kind". Without it there are first, last, highest (by the column "learner") and all`;
    }
  },
  problem: (problem) => {
    switch (problem.kind) {
      case 'empty_file':
        return `the file is empty; its first line names the columns: ${example}`;
      case 'columns_missing':
        return `expected the columns ${example}, missing ${problem.missing.join(', ')}; found "${problem.found.join(' | ')}"`;
      case 'column_twice':
        return `the column ${problem.column} is there twice; keep one`;
      case 'too_many_cells':
        return `${problem.found} cells where the first line has ${problem.expected}. A decimal comma? Write 0.5, put "0,5" in quotes, or separate by semicolons`;
      case 'too_few_cells':
        return `${problem.found} cells where the first line has ${problem.expected}`;
      case 'cell_empty':
        return `${problem.column} is empty`;
      case 'not_a_mark':
        return `${problem.column}: expected a number such as 1 or 0.5, got "${problem.found}"`;
      case 'max_below_zero':
        return `max: expected 0 or more, got ${problem.found}`;
      case 'answered_twice':
        return `attempt ${problem.attempt} already has an answer to ${problem.item}, and a different one; keep the one that counts`;
      case 'max_from_zero':
        return `${problem.item} is worth 0 in one row and more in another: nobody knows what part was reached`;
      case 'quote_open':
        return 'a quote opens here and is not closed';
    }
  },
  moreProblems: 'and so on; only the first are shown',
  problemAt: (file, line, text) => `${file}:${line}: ${text}`,
  note: (note) => {
    switch (note.kind) {
      case 'repeated_row':
        return `line ${note.line}: repeats an earlier row; counted once (${note.times} such rows)`;
      case 'outside_max':
        return `line ${note.line}: mark below 0 or above max; taken as it is (${note.times} such rows)`;
      case 'no_learner':
        return `line ${note.line}: names no learner, though others do; its attempt is taken for somebody else's (${note.times} such rows)`;
      case 'max_changed':
        return `line ${note.line}: ${note.item} has another max than before; what was reached of the old one is carried over to the last, as Moodle does`;
    }
  },
  file: {
    missing: (file) => `${file}: there is no such file`,
    unreadable: (file, why) => `${file}: cannot be read (${why})`,
    notText: (file) => `${file}: is not UTF-8 text; in a spreadsheet save it as "CSV UTF-8"`,
  },
};
