import type { ReceiptLanguage } from '../contracts/receipt-language.js';
import type { ReceiptSubtitles } from '../contracts/receipt-subtitles.js';
import { formatTime } from './format-time.js';
import { type Html, html } from './html.js';

const TITLES = { subtitles: 'Subtitles', sdh: 'Subtitles for the deaf and hard of hearing' } as const;

/** How the subtitles stand against their profile: every rule counted, the worst cues, what was shortened. */
export function subtitleChecks({ language, subtitles = [] }: ReceiptLanguage): Html | undefined {
  if (subtitles.length === 0) return undefined;
  const parts = subtitles.map(
    (checked) => html`<div>${ruleTable(checked)}
${checked.worst.length > 0 && details(worstTitle(checked), worstTable(checked))}
${checked.condensedCount > 0 && details(condensedTitle(checked), condensedTable(checked, language))}</div>`,
  );
  return html`<div class="charts">${parts}</div>`;
}

function ruleTable({
  track,
  profile,
  audience,
  cueCount,
  failureCount,
  impossibleCount,
  rules,
}: ReceiptSubtitles): Html {
  const avoidable = failureCount - impossibleCount;
  const title = `${TITLES[track]}: ${cueCount} cues against ${profile}, ${audience}`;
  const verdict =
    failureCount === 0
      ? 'every rule kept'
      : avoidable === 0
        ? `${impossibleCount} impossible to keep`
        : `${avoidable} broken`;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${title}"><table class="checks">
<caption>${title} <span class="badge ${failureCount === 0 ? 'good' : avoidable === 0 ? 'fair' : 'bad'}">${verdict}</span></caption>
<thead><tr><th scope="col">Rule</th><th scope="col" class="number">Passed</th><th scope="col" class="number">Failed</th>
<th scope="col" class="number">of these impossible</th></tr></thead>
<tbody>${rules.map(
    ({ rule, passed, failed, impossible, isAdvice }) =>
      html`<tr class="${failed === 0 ? 'good' : isAdvice || impossible === failed ? 'fair' : 'bad'}"><td>${words(rule)}${
        isAdvice && html` <small>advice</small>`
      }</td><td class="number">${passed}</td><td class="number">${failed}</td><td class="number">${impossible}</td></tr>`,
  )}</tbody></table></div>`;
}

function worstTable({ worst }: ReceiptSubtitles): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Failed checks of cues"><table class="checks">
<thead><tr><th scope="col">Time</th><th scope="col" class="number">Cue</th><th scope="col">Rule</th><th scope="col" class="number">Value</th>
<th scope="col" class="number">Limit</th><th scope="col">Impossible because</th></tr></thead>
<tbody>${worst.map(({ cue, startMs, rule, value, limit, unit, impossible }) => {
    const time = formatTime(startMs);
    return html`<tr class="${impossible === undefined ? 'bad' : 'fair'}"><td class="time"><button type="button" data-seek="${Math.round(startMs)}" aria-label="Play from ${time}">${time}</button></td>
<td class="number">${cue}</td><td>${words(rule)}</td><td class="number">${value}</td><td class="number">${limit}${unit !== 'text' && html` <small>${unit}</small>`}</td>
<td>${impossible ?? '–'}</td></tr>`;
  })}</tbody></table></div>`;
}

function condensedTable({ condensed }: ReceiptSubtitles, language: string): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Shortened texts"><table class="checks">
<thead><tr><th scope="col">Text</th><th scope="col">Shown as</th></tr></thead>
<tbody>${condensed.map(
    ({ before, after }) =>
      html`<tr><td lang="${language}" dir="auto">${before}</td><td lang="${language}" dir="auto">${after}</td></tr>`,
  )}</tbody></table></div>`;
}

const details = (summary: string, body: Html): Html => html`<details><summary>${summary}</summary>${body}</details>`;

const worstTitle = ({ worst, failureCount }: ReceiptSubtitles): string =>
  worst.length < failureCount
    ? `The worst ${worst.length} of ${failureCount} failed checks`
    : `${failureCount} failed checks`;

const condensedTitle = ({ condensed, condensedCount }: ReceiptSubtitles): string =>
  condensed.length < condensedCount
    ? `The first ${condensed.length} of ${condensedCount} texts shortened to be readable`
    : `${condensedCount} texts shortened to be readable`;

/** `reading-speed` as people say it. */
const words = (rule: string): string => rule.charAt(0).toUpperCase() + rule.slice(1).replaceAll('-', ' ');
