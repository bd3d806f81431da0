import type { Language } from '../core/course.ts';
import type { Instant } from '../core/time.ts';
import { type Figures, firstRight, type PlaceFigures } from '../stats/event-figures.ts';
import { inTens } from '../stats/tens.ts';
import { type BoardWords, boardWords } from './words/board.ts';

/** One board: an event as a whole with its communes, or one commune with its points. */
export type Board = {
  title: string;
  /** The event, where the title is a commune's. */
  within?: { name: string; href: string };
  total: PlaceFigures;
  rowsAre: 'communes' | 'points';
  rows: (PlaceFigures & { href?: string })[];
  elsewhere?: Figures;
  readAt: Instant;
  isStale: boolean;
};

type Frame = {
  language: Language /** The same board in the other language. */;
  otherHref: string;
  files: { css: string; js: string };
};

const timeZone = 'Asia/Ho_Chi_Minh';
const locales: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };

/** The page, whole without JavaScript: big numbers first, then a table. */
export function boardHtml(board: Board, frame: Frame): string {
  const words = boardWords[frame.language];
  const show = figuresIn(frame.language);
  const within =
    board.within === undefined
      ? ''
      : `<p class="within"><a href="${safe(board.within.href)}">‹ ${words.back}</a><br>${safe(board.within.name)}</p>`;
  const time = new Intl.DateTimeFormat(locales[frame.language], { timeZone, timeStyle: 'medium' });
  const right = firstRight(board.total.figures);
  const body = `<header>
<div>${within}<h1>${safe(board.title)}</h1></div>
<p class="aside"><span><span class="live">${words.live}</span> ${words.asOf(time.format(board.readAt))}</span>
<a href="${safe(frame.otherHref)}" lang="${words.otherLanguage.language}" hreflang="${words.otherLanguage.language}">${words.otherLanguage.label}</a></p>
</header>
<main id="board">
<p id="waiting" role="status"${board.isStale ? '' : ' hidden'}>${words.waiting}</p>
<dl class="totals">
${tile('main', words.joined, show.count(board.total.figures.joined), words.people)}
${tile('main', words.finished, show.count(board.total.figures.finished), words.people)}
${tile('', words.started, show.count(board.total.figures.started), words.people)}
${tile('', words.right, show.share(right), right === undefined || right.n === 'few' || right.share === 'few' ? '' : words.ofAnswers(show.number(right.n)))}
${tile('', words.points, board.total.activePoints === 0 ? undefined : show.number(board.total.activePoints), words.ofPoints(show.number(board.total.points)))}
</dl>
${table(board, words, show)}
<p class="note">${words.note}</p>
</main>`;
  return pageHtml({ title: board.title, body, words, frame });

  function tile(kind: string, name: string, value: string | undefined, unit: string): string {
    const shown =
      value === undefined
        ? `<dd class="none">${words.nothing}</dd>`
        : `<dd>${value}</dd>${unit === '' ? '' : `<dd class="unit">${unit}</dd>`}`;
    return `<div class="${kind}"><dt>${name}</dt>${shown}</div>`;
  }
}

function table(board: Board, words: BoardWords, show: Show): string {
  const cell = (label: string, value: string | undefined): string =>
    `<td data-label="${label}"${value === undefined ? ' class="none"' : ''}><span>${value ?? words.nothing}</span></td>`;
  const line = (name: string, figures: Figures): string => {
    if (Object.keys(figures).length === 0) {
      return `<tr><th scope="row">${name}</th><td class="none" colspan="4"><span>${words.nothing}</span></td></tr>`;
    }
    const right = firstRight(figures);
    const n =
      right === undefined || right.n === 'few' || right.share === 'few'
        ? ''
        : ` <small>(${show.number(right.n)})</small>`;
    const share = show.share(right);
    const { columns } = words;
    return `<tr><th scope="row">${name}</th>${cell(columns.joined, show.count(figures.joined))}${cell(columns.started, show.count(figures.started))}${cell(columns.finished, show.count(figures.finished))}${cell(columns.right, share === undefined ? undefined : share + n)}</tr>`;
  };
  const rows = board.rows.map(({ name, href, points, figures }) => {
    const linked = href === undefined ? safe(name) : `<a href="${safe(href)}">${safe(name)}</a>`;
    const count =
      board.rowsAre === 'points' ? '' : ` <small>${words.pointCount(show.number(points))}</small>`;
    return line(linked + count, figures);
  });
  if (board.elsewhere?.joined !== undefined) rows.push(line(words.elsewhere, board.elsewhere));
  const isCommunes = board.rowsAre === 'communes';
  return `<table>
<caption>${isCommunes ? words.byCommune : words.byPoint}</caption>
<thead><tr><th scope="col">${isCommunes ? words.commune : words.point}</th><th scope="col">${words.columns.joined}</th><th scope="col">${words.columns.started}</th><th scope="col">${words.columns.finished}</th><th scope="col">${words.columns.right} <small>${words.nAnswers}</small></th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

/** A page that says one thing, for whoever may not or cannot see a board. */
export function sentenceHtml(title: string, sentence: string, frame: Frame): string {
  const words = boardWords[frame.language];
  const body = `<main class="sentence"><h1>${safe(title)}</h1><p>${safe(sentence)}</p></main>`;
  return pageHtml({ title, body, words, frame });
}

function pageHtml(page: { title: string; body: string; words: BoardWords; frame: Frame }): string {
  const { language, files } = page.frame;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${safe(page.title)} · Bạn Học Số</title>
<noscript><meta http-equiv="refresh" content="5"></noscript>
<link rel="stylesheet" href="/admin/board.css?v=${files.css}">
<link rel="icon" href="/chat/icon.svg" type="image/svg+xml">
</head>
<body>
${page.body}
<script src="/admin/live.js?v=${files.js}" defer></script>
</body>
</html>
`;
}

type Show = ReturnType<typeof figuresIn>;

/** Figures as the language writes them; undefined stays undefined, for the page to say that nothing is known. */
function figuresIn(language: Language) {
  const words = boardWords[language];
  const whole = new Intl.NumberFormat(locales[language]);
  const number = (n: number): string => whole.format(n);
  const few = `<span class="few">${words.few}</span>`;
  const tooFewAnswers = `<span class="few">${words.fewAnswers}</span>`;
  return {
    number,
    count: (n: number | undefined): string | undefined => {
      if (n === undefined) return undefined;
      const tens = inTens(n);
      return tens === 'few' ? few : number(tens);
    },
    share: (right: ReturnType<typeof firstRight>): string | undefined => {
      if (right === undefined) return undefined;
      const { share, n } = right;
      if (n === 'few') return few;
      return share === 'few' ? tooFewAnswers : words.percent(number(Math.round(share.share * 100)));
    },
  };
}

const safe = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
