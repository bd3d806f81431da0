import { html } from 'hono/html';
import type { Finding } from '../../course/desk/fields.ts';
import type { PreviewScreen } from '../../course/desk/screens.ts';
import { errorsAmong } from '../../course/problem.ts';
import type { Markup } from '../layout.ts';
import type { DeskShow } from './desk-show.ts';

const isBlankRule = ({ rule }: Finding): boolean => rule === 'blank';

/** How far the lesson is: what is empty, what must be mended, what might be. */
export function statePart(findings: readonly Finding[], show: DeskShow): Markup {
  const { state } = show.words;
  const blanks = findings.filter(isBlankRule).length;
  const others = unquiet(findings);
  const errors = errorsAmong(others).length;
  const warnings = others.length - errors;
  const said = [
    ...(blanks > 0 ? [state.blanks(show.number(blanks))] : []),
    ...(errors > 0 ? [state.errors(show.number(errors))] : []),
    ...(warnings > 0 ? [state.warnings(show.number(warnings))] : []),
  ];
  return html`<p>${said.length === 0 ? state.ready : said.join(' ')}</p>`;
}

/** An empty option is not also scolded for the idea it does not stand for yet. */
function unquiet(findings: readonly Finding[]): Finding[] {
  const empty = new Set(findings.filter(isBlankRule).map(({ field }) => field));
  return findings.filter(
    (finding) => !isBlankRule(finding) && !(finding.rule === 'misconception' && empty.has(finding.field)),
  );
}

/** What the linter says of one field, below it. A field that is only empty says so quietly. */
export function findingsPart(field: string, findings: readonly Finding[], show: DeskShow): Markup {
  const own = unquiet(findings).filter((finding) => finding.field === field);
  const isEmpty = findings.some((finding) => finding.field === field && isBlankRule(finding));
  const lines = [...new Set(own.map((finding) => `${finding.severity} ${show.finding(finding)}`))].map(
    (line) => {
      const [severity = '', ...words] = line.split(' ');
      return html`<p class="error${severity === 'warning' ? ' warned' : ''}">${words.join(' ')}</p>`;
    },
  );
  return html`<div class="found" id="found-${field}" data-part="f.${field}">${lines}${isEmpty && own.length === 0 ? html`<p class="hint">${show.words.state.empty}</p>` : ''}</div>`;
}

export const channels = ['web', 'telegram', 'plain'] as const;

/** The lesson on a phone, one message after the other. The channel is chosen above it, without a script. */
export function previewPart(screens: readonly PreviewScreen[], show: DeskShow): Markup {
  const { preview } = show.words;
  return html`<div data-part="preview"><p class="hint plain-only">${preview.plainHint}</p><ol class="screens">${screens.map(
    ({
      heading,
      text,
      choices,
      said,
    }) => html`<li><div class="bubble"><p><strong>${heading}</strong></p><p class="lines">${text}</p></div>
${choices.length === 0 ? '' : html`<ol class="choices">${choices.map((choice) => html`<li>${choice}</li>`)}</ol>`}
${said.length === 0 ? '' : html`<details><summary>${preview.ifChosen}</summary><dl class="said">${said.map(({ label, feedback, isKey }) => html`<div><dt>${isKey ? '✓ ' : ''}${label}</dt><dd class="lines">${feedback}</dd></div>`)}</dl></details>`}</li>`,
  )}</ol></div>`;
}

/** The phone beside the form, with the choice of a channel. */
export function phone(screens: readonly PreviewScreen[], language: string, show: DeskShow): Markup {
  const { preview } = show.words;
  return html`<section class="phone" aria-label="${preview.title}"><h2>${preview.title}</h2>
<fieldset class="views"><legend>${preview.channel}</legend>${channels.map(
    (channel, at) =>
      html`<label class="choice"><input type="radio" name="view" value="${channel}"${at === 0 ? html` checked` : ''}><span>${preview.channels[channel]}</span></label>`,
  )}</fieldset>
<div class="glass" lang="${language}" tabindex="0" role="region" aria-label="${preview.title}">${previewPart(screens, show)}</div></section>`;
}
