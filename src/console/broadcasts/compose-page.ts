import { html, raw } from 'hono/html';
import { audiences, type Course, languages, type Unit } from '../../core/course.ts';
import { topics } from '../../core/topics.ts';
import { type Frame, inLanguage, type Markup, pageOf } from '../layout.ts';
import { type Composing, findingsOf, mistakeWords, outlookOf, sendOf } from './composing.ts';
import { placeName } from './places.ts';
import type { Show } from './show.ts';
import {
  type FieldMistake,
  holdoutPercents,
  longestHeading,
  longestReason,
  longestText,
  mostPlaces,
  placesTyped,
  type WishField,
} from './wish-form.ts';

/** The one form on which a broadcast is written, with what it would do beside it. */
export function composePage(
  composing: Composing,
  { course, places, channels, token, script }: ComposeGround,
  show: Show,
  frame: Frame,
): Markup {
  const { fields, wish, draft, mistakes } = composing;
  const { words } = show;
  const text = words.compose;
  const to = (path: string): string => inLanguage(path, frame.language);
  const unit = show.unit(wish.unit);
  const mistake = (field: WishField): FieldMistake | undefined =>
    mistakes.find((found) => found.field === field);

  const described = (field: WishField, id: string, hint: boolean): Markup => {
    const ids = [
      ...(hint ? [`${id}-hint`] : []),
      ...(mistake(field) === undefined ? [] : [`${field}-error`]),
    ];
    return html`${ids.length === 0 ? '' : html` aria-describedby="${ids.join(' ')}"`}${mistake(field) === undefined ? '' : html` aria-invalid="true"`}`;
  };
  const errorOf = (field: WishField): Markup | '' => {
    const found = mistake(field);
    if (found === undefined) return '';
    return html`<p class="error" id="${field}-error">${mistakeWords(found, show)}</p>`;
  };
  const hintOf = (id: string, hint: string): Markup => html`<p class="hint" id="${id}-hint">${hint}</p>`;
  const box = (name: string, label: string | Markup): Markup =>
    html`<label class="choice"><input type="checkbox" name="${name}"${fields[name] === undefined ? '' : raw(' checked')}><span>${label}</span></label>`;
  const radio = (name: string, value: string, label: string | Markup, usual: string): Markup =>
    html`<label class="choice"><input type="radio" name="${name}" value="${value}"${(fields[name] ?? usual) === value ? raw(' checked') : ''}><span>${label}</span></label>`;
  const select = (name: WishField, options: [string, string][]): Markup =>
    html`<select id="${name}" name="${name}"${described(name, name, name === 'topic')}>${options.map(
      ([value, label]) =>
        html`<option value="${value}"${(fields[name] ?? '') === value ? raw(' selected') : ''}>${label}</option>`,
    )}</select>`;
  const textPart = (language: 'vi' | 'en'): Markup => {
    const [heading, body] = [`${language}_heading`, `${language}_text`] as const;
    return html`<div lang="${frame.language}"><label for="${heading}">${text.heading}</label>${hintOf(heading, text.headingHint)}
<input id="${heading}" name="${heading}" lang="${language}" maxlength="${longestHeading}" value="${fields[heading] ?? ''}" autocomplete="off" aria-describedby="${heading}-hint"></div>
<div><label for="${body}">${text.text}</label>${language === 'vi' ? hintOf(body, text.textHint) : ''}${errorOf(body)}
<textarea id="${body}" name="${body}" lang="${language}" rows="7" maxlength="${longestText}"${described(body, body, language === 'vi')}>
${fields[body] ?? ''}</textarea></div>`;
  };
  const usesEnglish = (fields.en_text ?? '') !== '' || (fields.en_heading ?? '') !== '';
  const isPicky = Object.keys(fields).some((field) => /^(language|channel)_/.test(field));
  const isException = fields.crosses_quiet !== undefined || fields.crosses_cap !== undefined;
  const open = (is: boolean): Markup | '' => (is ? html` open` : '');

  const placeFields = (): Markup => {
    if (places.length < 2)
      return html`<div><p class="label">${text.place}</p><p>${text.placeOnly(unit)}</p></div>`;
    const typed = placesTyped(fields);
    const shown = [...typed, ''].slice(0, mostPlaces);
    const inputs = shown.map(
      (value, place) =>
        html`<input ${place === 0 ? raw('id="place"') : html`aria-label="${text.placeAlso(show.number(place + 1))}"`} name="place_${place}" list="places" value="${value}" autocomplete="off"${described('place', 'place', true)}>`,
    );
    return html`<div class="places"><label for="place">${text.place}</label>${hintOf('place', text.placeHint(course.units.get(wish.unit)?.parent === undefined ? words.everywhere.toLocaleLowerCase(frame.language) : unit))}${errorOf('place')}
${inputs}<datalist id="places">${places.map((it) => html`<option value="${placeName(course.units, it)}"></option>`)}</datalist></div>`;
  };
  const lessons = [...course.lessons.keys()].sort((one, other) =>
    one.localeCompare(other, 'en', { numeric: true }),
  );

  const form = html`<form class="compose" method="post" action="${to('/admin/broadcasts/compose')}" data-outlook="${to('/admin/broadcasts/outlook')}" data-waits="${words.outlook.waits}" data-away="${words.outlook.away}">
<input type="hidden" name="token" value="${token}">${
    draft === undefined
      ? ''
      : html`<input type="hidden" name="id" value="${draft.id}"><input type="hidden" name="revision" value="${draft.revision}">`
  }
<div class="write">
<button class="first" name="do" value="preview" formaction="${to('/admin/broadcasts/compose')}#outlook" tabindex="-1" aria-hidden="true">${text.preview}</button>
<fieldset class="step"><legend><h2>${text.message}</h2></legend>${textPart('vi')}
<div data-part="findings">${findingsOf(composing, show)}</div>
<details${open(usesEnglish)}><summary>${text.english}</summary><div class="inner">${textPart('en')}</div></details>
<div><label for="topic">${text.topic}</label>${hintOf('topic', text.topicHint)}${errorOf('topic')}${select(
    'topic',
    topics.map((topic) => [topic, words.topics[topic]]),
  )}</div></fieldset>

<fieldset class="step"><legend><h2>${text.audience}</h2></legend>${placeFields()}
<fieldset aria-describedby="kinds-hint"><legend>${text.kinds}</legend>${hintOf('kinds', text.kindsHint)}<div class="boxes">${audiences.map((kind) => box(`audience_${kind}`, words.audiences[kind]))}</div></fieldset>
<div class="progressed"><label for="progress">${text.progress}</label>${select('progress', [
    ['', words.progress.any],
    ['not_started', words.progress.not_started],
    ['unfinished', words.progress.unfinished],
    ['silent', words.progress.silent],
    ['failed', words.progress.failed],
    ['completed', words.progress.completed],
  ])}
<div class="lesson"><label for="lesson">${text.lesson}</label>${errorOf('lesson')}${select('lesson', [
    ['', text.lessonNone],
    ...lessons.map((id): [string, string] => [id, show.lesson(id)]),
  ])}</div></div>
<details${open(isPicky)}><summary>${text.more}</summary><div class="inner"><p class="hint" id="any-hint">${text.anyHint}</p>
<fieldset aria-describedby="any-hint"><legend>${text.languages}</legend><div class="boxes">${languages.map((language) => box(`language_${language}`, words.languages[language]))}</div></fieldset>
<fieldset aria-describedby="any-hint"><legend>${text.channels}</legend><div class="boxes">${channels.map((channel) => box(`channel_${channel}`, show.channel(channel)))}</div></fieldset></div></details></fieldset>

<fieldset class="step"><legend><h2>${text.when}</h2></legend>
<fieldset class="when"><legend>${text.whenLegend}</legend>${radio('when', 'soon', html`${text.soon} <small>${text.soonHint}</small>`, 'soon')}${radio('when', 'later', text.later, 'soon')}
<div class="at"><label for="at">${text.at}</label>${errorOf('at')}<input type="datetime-local" id="at" name="at" value="${fields.at ?? ''}"${described('at', 'at', false)}></div></fieldset>
<div><label for="repeats">${text.repeats}</label>${select('repeats', [
    ['no', text.repeat.no],
    ['weekly', text.repeat.weekly],
    ['monthly', text.repeat.monthly],
  ])}</div>
<details${open((fields.holdout ?? '0') !== '0')}><summary>${text.measure}</summary><div class="inner"><p>${text.holdoutHint}</p>
<div><label for="holdout">${text.holdout}</label>${select(
    'holdout',
    holdoutPercents.map((percent) => [
      String(percent),
      percent === 0 ? text.holdoutNone : text.holdoutShare(show.number(percent)),
    ]),
  )}</div></div></details>
<details class="dangerous"${open(isException || mistake('reason') !== undefined)}><summary>${text.danger}</summary><div class="inner"><p>${text.dangerHint}</p>
${box('crosses_quiet', text.crossesQuiet)}${box('crosses_cap', text.crossesCap)}
<div><label for="reason">${text.reason}</label>${hintOf('reason', text.reasonHint)}${errorOf('reason')}<textarea id="reason" name="reason" rows="2" maxlength="${longestReason}"${described('reason', 'reason', true)}>
${fields.reason ?? ''}</textarea></div>
${box('repeats_unknown', text.repeatsUnknown)}</div></details></fieldset>
</div>
<div class="beside" id="outlook" tabindex="-1"><h2>${words.outlook.title}</h2><p class="stale" hidden></p>
<div data-part="outlook">${outlookOf(composing, show)}</div></div>
<div class="send"><h2>${text.finish}</h2><p class="row">
<button class="plain" name="do" value="preview" formaction="${to('/admin/broadcasts/compose')}#outlook">${text.preview}</button>
<button class="plain" name="do" value="keep">${text.keep}</button>
<button class="plain" name="do" value="try_self">${text.trySelf}</button>
<button class="plain" name="do" value="try_colleagues">${text.tryColleagues}</button></p>
<div data-part="send">${sendOf(composing, show)}</div>
<p class="row"><button class="primary" name="do" value="submit">${text.submit}</button></p></div>
</form>
${
  draft === undefined
    ? ''
    : html`<p><a class="way" href="${to(`/admin/broadcasts/${draft.id}/cancel`)}">${text.discard}</a></p>`
}
<p><a class="way" href="${to('/admin/broadcasts')}">${words.back}</a></p>`;
  return pageOf(
    draft === undefined ? text.title : text.change,
    html`${noticeOf(composing, show)}${form}`,
    frame,
    html`<script src="/admin/compose.js?v=${script}" defer></script>`,
  );
}

export type ComposeGround = {
  course: Course;
  /** The visitor's own unit and those below it. */
  places: Unit[];
  channels: string[];
  token: string;
  /** What the script's content is known by. */
  script: string;
};

/** What came of the last button: said first, with a way to each field that stopped it. */
function noticeOf({ mistakes, refused, notice }: Composing, show: Show): Markup | '' {
  const { words } = show;
  const { compose, fields } = words;
  if (mistakes.length > 0) {
    const items = mistakes.map(
      (found) =>
        html`<li><a href="#${found.field}">${fields[found.field] ?? found.field}</a>: ${mistakeWords(found, show)}</li>`,
    );
    return html`<div class="alarm" role="alert"><p>${compose.wrong}</p><ul>${items}</ul></div>`;
  }
  if (refused !== undefined) return html`<p class="alarm" role="alert">${words.refusals[refused.why]}</p>`;
  return notice === undefined ? '' : html`<p class="notice" role="status">${notice}</p>`;
}
