import { html, raw } from 'hono/html';
import { audiences } from '../../core/course.ts';
import { keyName } from '../../course/desk/desk-files.ts';
import type { Finding } from '../../course/desk/fields.ts';
import { screensOf } from '../../course/desk/screens.ts';
import type { DraftOption, DraftQuestion, LessonDraft } from '../../course/draft.ts';
import { type Frame, inLanguage, type Markup, pageOf } from '../layout.ts';
import type { DeskShow } from './desk-show.ts';
import { mostCards, mostQuestions } from './form.ts';
import { findingsPart, phone, previewPart, statePart } from './parts.ts';

export type Editing = {
  draft: LessonDraft;
  revision: number;
  savedAt: number | undefined;
  findings: readonly Finding[];
  misconceptions: Record<string, { vi: string; en: string }>;
  token: string;
  script: string;
  /** Why the last saving was not one. */
  alarm: string | undefined;
};

/** Whose form of address the preview shows: an elder's, who hears the most of it. */
export const previewAddress = 'bác';

/** The parts of the page that change with what is written, for the script that puts them in place. */
export function changingParts(
  { draft, revision, savedAt, findings }: Pick<Editing, 'draft' | 'revision' | 'savedAt' | 'findings'>,
  show: DeskShow,
): Markup {
  return html`<!doctype html><title>.</title>${statusPart({ revision, savedAt }, findings, show)}${fieldsOf(draft).map((field) => findingsPart(field, findings, show))}${previewPart(screensOf(draft, previewAddress), show)}`;
}

const statusPart = (
  { revision, savedAt }: Pick<Editing, 'revision' | 'savedAt'>,
  findings: readonly Finding[],
  show: DeskShow,
): Markup =>
  html`<div data-part="status" class="status"><input type="hidden" name="revision" value="${revision}">${statePart(findings, show)}<p class="quiet">${savedAt === undefined ? show.words.edit.fresh : show.words.edit.saved(show.moment(savedAt))}</p></div>`;

const fieldsOf = (draft: LessonDraft): string[] => [
  ...[
    '',
    'title',
    'outcome',
    'audiences',
    'nls',
    'facts',
    'facts_checked_on',
    'recheck_by',
    'learners_say',
    'story_figures',
  ],
  ...draft.cards.map((_, at) => `card.${at}`),
  ...['task', 'remember'],
  ...draft.questions.flatMap(({ options }, at) => [
    `q.${at}`,
    ...options.map(({ id }) => `q.${at}.${id}`),
    `q.${at}.hint`,
  ]),
];

/** The one form on which a lesson is written, with the phone beside it. */
export function editPage(editing: Editing, show: DeskShow, frame: Frame): Markup {
  const { draft, revision, savedAt, findings, token, script, alarm } = editing;
  const { edit } = show.words;
  const to = (path: string): string => inLanguage(path, frame.language);
  const name = keyName(draft);
  const found = (field: string): Markup => findingsPart(field, findings, show);
  const hint = (id: string, text: string): Markup => html`<p class="hint" id="${id}-hint">${text}</p>`;
  const isWrong = (field: string): boolean =>
    findings.some((it) => it.field === field && it.severity === 'error' && it.rule !== 'blank');
  const described = (field: string, ids: string[]): Markup =>
    html` aria-describedby="${[...ids, `found-${field}`].join(' ')}"${isWrong(field) ? html` aria-invalid="true"` : ''}`;
  const input = (
    field: string,
    label: string,
    value: string,
    more: { field?: string; hint?: string; attributes?: Markup } = {},
  ): Markup =>
    html`<div><label for="${field}">${label}</label>${more.hint === undefined ? '' : hint(field, more.hint)}
<input id="${field}" name="${field}" value="${value}" autocomplete="off"${more.attributes ?? html` lang="${draft.language}"`}${described(more.field ?? field, more.hint === undefined ? [] : [`${field}-hint`])}>${more.field === undefined ? found(field) : ''}</div>`;
  const area = (
    field: string,
    label: string,
    value: string,
    more: { rows: number; hint?: string; field?: string },
  ): Markup =>
    html`<div><label for="${field}">${label}</label>${more.hint === undefined ? '' : hint(field, more.hint)}
<textarea id="${field}" name="${field}" rows="${more.rows}" lang="${draft.language}"${described(more.field ?? field, more.hint === undefined ? [] : [`${field}-hint`])}>
${value}</textarea>${more.field === undefined ? found(field) : ''}</div>`;
  const button = (deed: string, label: string): Markup =>
    html`<button class="plain" name="do" value="${deed}">${label}</button>`;

  const card = (at: number): Markup => {
    const { title, text, picture } = draft.cards[at] ?? { title: '', text: '' };
    const field = `card.${at}`;
    return html`<fieldset class="part" id="${field}"><legend><h3>${edit.card(at + 1)}</h3></legend>
${input(`${field}.title`, edit.cardTitle, title, { field })}
${picture === undefined ? '' : html`<p class="hint">${edit.picture(picture.alt)}</p>`}${area(`${field}.text`, edit.cardText, text, { rows: 4, field })}${found(field)}
${draft.cards.length > 1 ? button(`drop_card:${at}`, edit.dropCard(at + 1)) : ''}</fieldset>`;
  };

  const optionPart = (question: DraftQuestion, option: DraftOption, at: number, place: number): Markup => {
    const field = `q.${at}.${option.id}`;
    const letter = 'ABCDEF'.charAt(place);
    return html`<div class="option" id="${field}">
${input(`${field}.text`, edit.option(letter), option.text, { field })}
<label class="choice"><input type="radio" name="q.${at}.key" value="${option.id}"${option.isKey ? raw(' checked') : ''}><span>${edit.isKey}</span></label>
${area(`${field}.feedback`, edit.feedback, option.feedback, { rows: 2, field })}
<div class="idea"><label for="${field}.idea">${edit.idea}</label><select id="${field}.idea" name="${field}.idea"${described(field, [])}><option value="">${edit.noIdea}</option>${Object.entries(
      editing.misconceptions,
    ).map(
      ([id, said]) =>
        html`<option value="${id}"${option.misconception === id ? raw(' selected') : ''}>${said[frame.language]}</option>`,
    )}</select></div>${found(field)}
${option.isKey || question.options.length < 3 ? '' : button(`drop_option:${at}:${option.id}`, edit.dropOption(letter))}</div>`;
  };

  const originals = draft.questions.filter(({ twinOf }) => twinOf === '');
  const question = (own: DraftQuestion, at: number): Markup => {
    const field = `q.${at}`;
    const number = originals.findIndex(({ id }) => id === own.id || id === own.twinOf) + 1;
    const hasTwin = draft.questions.some(({ twinOf }) => twinOf === own.id);
    return html`<fieldset class="part" id="${field}"><legend><h3>${own.twinOf === '' ? edit.question(number) : edit.twin(number)}</h3></legend>
${area(`${field}.stem`, edit.stem, own.stem, { rows: 2, field })}${found(field)}
${own.options.map((option, place) => optionPart(own, option, at, place))}
${input(`${field}.hint`, edit.hint, own.hint)}
<div class="row">${own.options.length < 6 ? button(`add_option:${at}`, edit.addOption) : ''}${own.twinOf === '' && !hasTwin && draft.questions.length < mostQuestions ? button(`add_twin:${at}`, edit.addTwin) : ''}${draft.questions.length > 1 ? button(`drop_question:${at}`, edit.dropQuestion) : ''}</div></fieldset>`;
  };

  const form = html`<form class="compose lesson" method="post" action="${to(`/admin/lessons/edit/${name}`)}" data-look="${to(`/admin/lessons/look/${name}`)}" data-waits="${edit.waits}" data-away="${edit.away}" data-stale="${edit.stale}">
<input type="hidden" name="token" value="${token}">
<div class="write"><button class="first" name="do" value="save" tabindex="-1" aria-hidden="true">${edit.save}</button>
<fieldset class="step"><legend><h2>${edit.about}</h2></legend>${found('')}
${input('title', edit.name, draft.title)}${input('outcome', edit.outcome, draft.outcome)}
<fieldset><legend>${edit.audiences}</legend><div class="boxes">${audiences.map((who) => html`<label class="choice"><input type="checkbox" name="audience.${who}"${draft.audiences.includes(who) ? raw(' checked') : ''}><span>${edit.audience[who]}</span></label>`)}</div>${found('audiences')}</fieldset>
${area('learners_say', edit.say, draft.learnersSay.join('\n'), { rows: 3, hint: edit.sayHint })}</fieldset>

<fieldset class="step"><legend><h2>${edit.cards}</h2></legend><p class="hint">${edit.cardsHint}</p><p class="hint">${edit.addressHint}</p>
${draft.cards.map((_, at) => card(at))}${draft.cards.length < mostCards ? html`<div class="row">${button('add_card', edit.addCard)}</div>` : ''}
${area('task', edit.task, draft.task, { rows: 2, hint: edit.taskHint })}${input('remember', edit.remember, draft.remember)}</fieldset>

<fieldset class="step"><legend><h2>${edit.questions}</h2></legend><p class="hint">${edit.questionsHint}</p>
${draft.questions.map(question)}${draft.questions.length < mostQuestions ? html`<div class="row">${button('add_question', edit.addQuestion)}</div>` : ''}</fieldset>

<fieldset class="step"><legend><h2>${edit.facts}</h2></legend>
${input('facts', edit.facts, draft.facts.join(', '), { hint: edit.factsHint, attributes: html`` })}<p><a class="way" href="${to('/admin/lessons/facts')}" target="_blank" rel="noopener">${edit.factList}</a></p>
${input('facts_checked_on', edit.checkedOn, draft.factsCheckedOn, { attributes: html` type="date"` })}${input('recheck_by', edit.recheckBy, draft.recheckBy, { attributes: html` type="date"` })}
${area('story_figures', edit.story, draft.storyFigures.join('\n'), { rows: 2, hint: edit.storyHint })}
${input('nls', edit.nls, draft.nls, { hint: edit.nlsHint, attributes: html` inputmode="decimal"` })}
<fieldset><legend>${edit.level}</legend>${(['co_ban', 'trung_cap'] as const).map((level) => html`<label class="choice"><input type="radio" name="level" value="${level}"${draft.level === level ? raw(' checked') : ''}><span>${edit.levels[level]}</span></label>`)}</fieldset></fieldset>
</div>
<div class="beside">${phone(screensOf(draft, previewAddress), draft.language, show)}
<div class="saving"><p class="stale" hidden></p>${statusPart({ revision, savedAt }, findings, show)}
<div class="row"><button class="primary" name="do" value="save">${edit.save}</button><button class="plain" name="do" value="discard">${edit.discard}</button></div>
<p><a class="way" href="${to(`/admin/lessons/read/${name}`)}">${edit.read}</a></p></div></div></form>`;
  const head = html`<script src="/admin/lesson-desk.js?v=${script}" defer></script>
`;
  return pageOf(
    edit.title(name),
    html`<p>${edit.intro}</p>${alarm === undefined ? '' : html`<div class="alarm" role="alert"><p>${alarm}</p></div>`}${form}`,
    frame,
    head,
  );
}
