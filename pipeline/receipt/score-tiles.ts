import type { ReceiptLanguage } from '../contracts/receipt-language.js';
import { formatNumber } from './format-number.js';
import { type Html, html } from './html.js';
import { receiptTargets } from './receipt-targets.js';

interface Tile {
  readonly label: string;
  readonly value: string;
  readonly target: string;
  readonly isMet: boolean;
}

/** The numbers that say at a glance how good a dub is, each with the target it is held to. */
export function scoreTiles(language: ReceiptLanguage): Html | undefined {
  const tiles = [
    ...timingTiles(language),
    ...soundTiles(language),
    ...listeningTiles(language),
    ...subtitleTiles(language),
  ];
  if (tiles.length === 0) return undefined;
  return html`<ul class="tiles">${tiles.map(
    (tile) => html`<li class="${tile.isMet ? 'good' : 'fair'}"><span class="label">${tile.label}</span>
<strong>${tile.value}</strong><span class="target">${tile.isMet ? '✓' : '▲'} <span class="sr">${
      tile.isMet ? 'met:' : 'missed:'
    }</span> ${tile.target}</span></li>`,
  )}</ul>`;
}

function timingTiles({ fit }: ReceiptLanguage): readonly Tile[] {
  if (fit === undefined) return [];
  const { overlap, withinNaturalRate, onsetErrorP95Ms } = receiptTargets;
  return [
    {
      label: 'Overlap with the original speech',
      value: percent(fit.overlap),
      target: `${percent(overlap)} or more; human dubs about ${percent(receiptTargets.humanOverlap)}`,
      isMet: fit.overlap >= overlap,
    },
    {
      label: 'Segments at a natural rate',
      value: percent(fit.withinNaturalRate),
      target: `${percent(withinNaturalRate)} or more in ${receiptTargets.naturalRateMin}–${receiptTargets.naturalRateMax}`,
      isMet: fit.withinNaturalRate >= withinNaturalRate,
    },
    {
      label: 'Onset error, 95th percentile',
      value: `${Math.round(fit.onsetErrorP95Ms)} ms`,
      target: `${onsetErrorP95Ms} ms or less`,
      isMet: fit.onsetErrorP95Ms <= onsetErrorP95Ms,
    },
    {
      label: 'Segments talking over others',
      value: String(fit.overlappingSegments),
      target: 'none',
      isMet: fit.overlappingSegments === 0,
    },
  ];
}

function soundTiles({ loudness, verification }: ReceiptLanguage): readonly Tile[] {
  const tiles: Tile[] = [];
  if (loudness !== undefined) {
    tiles.push({
      label: 'Loudness',
      value: `${formatNumber(loudness.integratedLufs, 1)} LUFS`,
      target: `${formatNumber(loudness.targetLufs)} ± ${receiptTargets.loudnessToleranceLu} (${loudness.profile})`,
      isMet: Math.abs(loudness.integratedLufs - loudness.targetLufs) <= receiptTargets.loudnessToleranceLu,
    });
    tiles.push({
      label: 'True peak',
      value: `${formatNumber(loudness.truePeakDbtp, 1)} dBTP`,
      target: `${formatNumber(receiptTargets.truePeakDbtp)} dBTP or less`,
      isMet: loudness.truePeakDbtp <= receiptTargets.truePeakDbtp,
    });
  }
  if (verification?.voiceResidueDb !== undefined) {
    tiles.push({
      label: 'Old voice under the new',
      value: `${formatNumber(verification.voiceResidueDb, 1)} dB`,
      target: 'nothing found',
      isMet: !verification.findings.some(({ kind }) => kind === 'old-voice-audible'),
    });
  }
  return tiles;
}

function listeningTiles({ verification }: ReceiptLanguage): readonly Tile[] {
  if (verification === undefined) return [];
  return [
    {
      label: 'Confidence',
      value: percent(verification.confidence),
      target: `${percent(receiptTargets.goodConfidence)} or more; ${
        verification.recognizer === undefined
          ? 'no engine here hears this language'
          : `heard by ${verification.recognizer}`
      }`,
      isMet: verification.confidence >= receiptTargets.goodConfidence,
    },
  ];
}

function subtitleTiles({ subtitles = [] }: ReceiptLanguage): readonly Tile[] {
  return subtitles.map(({ track, profile, audience, failureCount, impossibleCount }) => ({
    label: track === 'sdh' ? 'Rules broken by the SDH subtitles' : 'Rules broken by the subtitles',
    value: String(failureCount - impossibleCount),
    target: `none of ${profile}, ${audience}${impossibleCount === 0 ? '' : `; ${impossibleCount} impossible to keep`}`,
    isMet: failureCount === impossibleCount,
  }));
}

function percent(share: number): string {
  return `${Math.floor(share * 1000) / 10} %`;
}
