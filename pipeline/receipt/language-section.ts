import type { ReceiptLanguage } from '../contracts/receipt-language.js';
import { fileRows } from './file-rows.js';
import { formatNumber } from './format-number.js';
import { type Html, html } from './html.js';
import { languagePlayer } from './language-player.js';
import { lipSection } from './lip-section.js';
import { loudnessPlot } from './loudness-plot.js';
import { receiptTargets } from './receipt-targets.js';
import { scoreTiles } from './score-tiles.js';
import { segmentChart } from './segment-chart.js';
import { segmentHealth } from './segment-health.js';
import { segmentRows } from './segment-rows.js';
import { subtitleChecks } from './subtitle-checks.js';
import { timelinePlot } from './timeline-plot.js';
import { voiceSection } from './voice-section.js';
import type { Waveform } from './waveform.js';
import { worstFirst } from './worst-first.js';

const WORST_SHOWN = 10;

/** What `languageSection` shows. */
export interface LanguageSectionParams {
  readonly id: string;
  readonly language: ReceiptLanguage;
  readonly sourceLanguage: string | undefined;
  readonly durationMs: number;
  readonly original: Waveform | undefined;
  readonly dub: Waveform | undefined;
  readonly subtitleTexts: Readonly<Record<string, string>> | undefined;
  readonly lipSheets: readonly string[] | undefined;
}

/** Everything about one target language: verdict, player, plots, segments worst first, files. */
export function languageSection(params: LanguageSectionParams): Html {
  const { id, language } = params;
  const isDubbed = language.segments.some(({ startMs }) => startMs !== undefined);
  return html`<section class="language" id="${id}" aria-labelledby="${id}-h" data-language="${language.language}">
<h2 id="${id}-h">${languageName(language.language)} <span class="badge ${language.failure ? 'bad' : 'good'}">${
    language.failure ? 'failed' : 'completed'
  }</span></h2>
${failureBox(language)}
${scoreTiles(language)}
${notes(
  'Found in the whole programme',
  language.verification?.findings.map(({ message }) => message),
)}
${notes('Warnings', language.warnings)}
${languagePlayer(language, params.subtitleTexts)}
${isDubbed && timeline(params)}
${isDubbed && charts(params)}
${language.loudness && loudness(id, language.loudness)}
${voiceSection(language)}
${lipSection(language, params.lipSheets)}
${segments(params, isDubbed)}
${subtitleChecks(language)}
${fileRows(language.files)}
</section>`;
}

function failureBox({ failure }: ReceiptLanguage): Html | undefined {
  if (failure === undefined) return undefined;
  return html`<div class="failure" role="note"><strong>${failure.message}</strong> <span>${failure.next}</span>
<code>${failure.code}</code></div>`;
}

function notes(title: string, texts: readonly string[] | undefined): Html | undefined {
  if (texts === undefined || texts.length === 0) return undefined;
  return html`<div class="notes"><h3>${title}</h3><ul>${texts.map((text) => html`<li>${text}</li>`)}</ul></div>`;
}

function timeline({ id, language, durationMs, original, dub }: LanguageSectionParams): Html {
  return html`<figure><figcaption class="legend"><span><i class="key original"></i>original</span>
<span><i class="key good"></i>dub, good</span><span><i class="key fair"></i>dub, to check</span>
<span><i class="key bad"></i>dub, poor</span><span class="hint">Click a box to hear it.</span></figcaption>
${timelinePlot({ id: `${id}-timeline`, language: language.language, segments: language.segments, durationMs, original, dub })}
</figure>`;
}

function charts({ id, language }: LanguageSectionParams): Html {
  const { naturalRateMin, naturalRateMax, hardRate, overlap, humanOverlap } = receiptTargets;
  const { segments } = language;
  return html`<div class="charts"><figure><figcaption>Speaking rate per segment; natural inside the band, limit ×${hardRate}</figcaption>
${segmentChart({
  id: `${id}-rate`,
  title: 'Speaking rate of every segment in time order',
  segments,
  valueOf: ({ rate }) => rate,
  format: (value) => `×${value.toFixed(2)}`,
  range: [0.7, Math.max(1.6, ...segments.map(({ rate }) => Math.min(3, rate ?? 1)))],
  base: 1,
  ticks: [naturalRateMin, 1, naturalRateMax, hardRate],
  marks: [
    { from: naturalRateMin, to: naturalRateMax, name: 'band' },
    { from: hardRate, to: hardRate, name: 'limit' },
  ],
})}</figure>
<figure><figcaption>Overlap with the original speech per segment; target ${overlap * 100} %, human dubs about ${
    humanOverlap * 100
  } %</figcaption>
${segmentChart({
  id: `${id}-overlap`,
  title: 'Overlap of every segment with its original, in time order',
  segments,
  valueOf: (segment) => segment.overlap,
  format: (value) => `${Math.round(value * 100)} %`,
  range: [0, 1],
  base: 0,
  ticks: [0, humanOverlap, overlap, 1],
  marks: [
    { from: humanOverlap, to: humanOverlap, name: 'target' },
    { from: overlap, to: overlap, name: 'limit' },
  ],
})}</figure></div>`;
}

function loudness(id: string, report: NonNullable<ReceiptLanguage['loudness']>): Html {
  const plot = loudnessPlot(`${id}-loudness`, report);
  const numbers = [
    `${formatNumber(report.integratedLufs, 1)} LUFS integrated (target ${formatNumber(report.targetLufs)})`,
    `range ${report.loudnessRangeLu.toFixed(1)} LU`,
    `true peak ${formatNumber(report.truePeakDbtp, 1)} dBTP`,
    ...(report.gainDb === undefined ? [] : [`mastering gain ${formatNumber(report.gainDb, 1)} dB`]),
    ...(report.limitedDb === undefined ? [] : [`limiter at most ${report.limitedDb.toFixed(1)} dB`]),
  ];
  return html`<figure><figcaption>Loudness: ${numbers.join(' · ')}</figcaption>${plot}</figure>`;
}

function segments({ language, sourceLanguage }: LanguageSectionParams, isDubbed: boolean): Html | undefined {
  if (language.segments.length === 0) return undefined;
  const table = { sourceLanguage, language: language.language };
  const all = segmentRows({ ...table, caption: 'All segments in time order', segments: language.segments });
  if (!isDubbed) return all;
  const wanting = worstFirst(language.segments).filter((segment) => segmentHealth(segment) !== 'good');
  const worst = (wanting.length > 0 ? wanting : worstFirst(language.segments)).slice(0, WORST_SHOWN);
  const caption = wanting.length > 0 ? 'Listen to these first' : 'Nothing stands out; these scored lowest';
  return html`${segmentRows({ ...table, caption, segments: worst })}
<details><summary>All ${language.segments.length} segments in time order</summary>${all}</details>`;
}

function languageName(tag: string): Html {
  const name = displayName(tag);
  return html`${name} ${name !== tag && html`<code>${tag}</code>`}`;
}

function displayName(tag: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag;
  } catch {
    // RangeError: not a language tag; it is shown as it is
    return tag;
  }
}
