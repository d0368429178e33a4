import type { ReceiptSegment } from '../contracts/receipt-segment.js';
import { formatTime } from './format-time.js';
import { type Html, html } from './html.js';
import { segmentHealth } from './segment-health.js';

const HEALTH_WORDS = { good: 'good', fair: 'check', bad: 'poor', unknown: '–' } as const;

interface Columns {
  readonly isDubbed: boolean;
  readonly hasHeard: boolean;
}

/** A table of segments, in the order given: what was said, what is said now, what was heard, and how it measured. */
export function segmentRows(params: {
  readonly caption: string;
  readonly sourceLanguage: string | undefined;
  readonly language: string;
  readonly segments: readonly ReceiptSegment[];
}): Html {
  const columns: Columns = {
    isDubbed: params.segments.some(({ startMs }) => startMs !== undefined),
    hasHeard: params.segments.some(({ heardText }) => heardText !== undefined),
  };
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${params.caption}"><table class="segments">
<caption>${params.caption}</caption>
<thead><tr><th scope="col">Time</th><th scope="col">Who</th><th scope="col">Original</th>
<th scope="col">${columns.isDubbed ? 'Dub' : 'Translation'}</th>
${columns.hasHeard && html`<th scope="col">Heard in the dub</th>`}${
  columns.isDubbed &&
  html`<th scope="col" class="number">Rate</th><th scope="col" class="number">Overlap</th>
<th scope="col" class="number">Onset</th><th scope="col">State</th>`
}</tr></thead>
<tbody>${params.segments.map((segment) => row(segment, params, columns))}</tbody></table></div>`;
}

function row(
  segment: ReceiptSegment,
  { sourceLanguage, language }: { readonly sourceLanguage: string | undefined; readonly language: string },
  { isDubbed, hasHeard }: Columns,
): Html {
  const seekMs = Math.round(segment.startMs ?? segment.originalStartMs);
  return html`<tr class="${segmentHealth(segment)}">
<td class="time"><button type="button" data-seek="${seekMs}" aria-label="Play from ${formatTime(seekMs)}">${formatTime(seekMs)}</button></td>
<td>${who(segment)}</td>
<td lang="${sourceLanguage ?? ''}" dir="auto">${segment.originalText}</td>
<td><div lang="${language}" dir="auto">${segment.translatedText}</div>${remarks(segment)}</td>
${hasHeard && html`<td lang="${language}" dir="auto" class="heard">${segment.heardText ?? '–'}</td>`}
${isDubbed && measures(segment)}</tr>`;
}

function measures(segment: ReceiptSegment): Html {
  const health = segmentHealth(segment);
  const confidence = segment.confidence === undefined ? '' : ` ${Math.floor(segment.confidence * 100)} %`;
  return html`<td class="number">${segment.rate === undefined ? '–' : `×${segment.rate.toFixed(2)}`}</td>
<td class="number">${segment.overlap === undefined ? '–' : `${Math.round(segment.overlap * 100)} %`}</td>
<td class="number">${onset(segment.onsetErrorMs)}</td>
<td><span class="badge ${health}">${HEALTH_WORDS[health]}${confidence}</span></td>`;
}

function who({ speaker, voice }: ReceiptSegment): Html {
  return html`${speaker !== undefined && html`<bdi>${speaker}</bdi>`}${
    voice !== undefined && html`<small><bdi>${voice}</bdi></small>`
  }${speaker === undefined && voice === undefined && '–'}`;
}

function remarks({ exceptions = [], findings = [], alternative }: ReceiptSegment): Html | undefined {
  const wording =
    alternative === undefined ? [] : [`Alternative wording ${alternative + 1} is spoken: it fits better.`];
  const texts = [...findings.map(({ message }) => message), ...exceptions, ...wording];
  if (texts.length === 0) return undefined;
  return html`<ul class="remarks">${[...new Set(texts)].map((text) => html`<li>${text}</li>`)}</ul>`;
}

function onset(errorMs: number | undefined): string {
  if (errorMs === undefined) return '–';
  const rounded = Math.round(errorMs);
  if (rounded === 0) return '0 ms';
  return `${rounded > 0 ? '+' : '−'}${Math.abs(rounded)} ms`;
}
