import { breathlessCost } from './breathless-cost.js';
import type { Link } from './chain-scene.js';
import { deliveryCost } from './delivery-cost.js';
import type { Scene } from './find-scenes.js';
import type { FitLimits } from './fit-limits.js';
import { layOutLine } from './lay-out-line.js';
import { onsetCost } from './onset-cost.js';
import { placeCost } from './place-cost.js';
import type { SceneRow } from './scene-row.js';
import { earliestStart, latestStart } from './start-range.js';

const RATE_STEP = 0.025;
const BEYOND_BAND_STEP = 0.05;
const BEYOND_HARD_RATES = [1.6, 1.8, 2.1, 2.5, 3];

/** What {@link fillRow} works on. */
export interface FillRowParams {
  readonly row: SceneRow;
  readonly previous: SceneRow | undefined;
  readonly link: Link;
  readonly previousLink: Link | undefined;
  readonly scene: Scene;
  readonly limits: FitLimits;
  readonly stepMs: number;
}

/** Offers a row every start, wording and rate of one line that the lines before it leave possible. */
export function fillRow(params: FillRowParams): void {
  const { link, limits, previous, stepMs } = params;
  const rates = tabulateRates(limits);
  for (const startMs of startsOf(params)) {
    if (previous?.costAt(Math.floor(startMs / stepMs)) === Number.POSITIVE_INFINITY) continue;
    const onset = onsetCost(link.line, startMs);
    for (const [wording, { durationMs, pausePoints }] of link.line.wordings.entries()) {
      for (const rate of rates) offer(params, { startMs, onset, wording, rate });
      if (pausePoints.length > 0) continue;
      for (const endMs of [link.line.endMs, link.limitMs]) {
        const rate = rateToEnd(durationMs, startMs, endMs);
        if (rate >= limits.naturalRateMin) offer(params, { startMs, onset, wording, rate });
      }
    }
  }
}

interface Choice {
  readonly startMs: number;
  readonly onset: number;
  readonly wording: number;
  readonly rate: number;
}

function offer(params: FillRowParams, choice: Choice): void {
  const { link, scene, limits } = params;
  const wording = link.line.wordings[choice.wording];
  if (wording === undefined) return;
  const { startMs, rate } = choice;
  const { endMs, coveredMs, pauses } = layOutLine({ wording, speech: link.line.speech, startMs, rate });
  if (endMs > scene.endMs) return;
  const spokenMs = wording.durationMs / rate;
  const cost =
    choice.onset +
    placeCost(link.line, { startMs, endMs, spokenMs, coveredMs }) +
    deliveryCost(link.line, { rate, spokenMs, alternative: wording.alternative, pauses: pauses.length, limits });
  const freeMs = endMs - Math.min(link.mayOverlapMs, endMs - startMs);
  const latest = Math.floor(startMs / params.stepMs);
  settleInRow(params, choice, { cost, endMs, freeMs: freeMs + link.gapMs, from: latest });
  if (link.gapMs > 0) settleInRow(params, choice, { cost: cost + breathlessCost, endMs, freeMs, from: latest });
  const overlapMs = params.previousLink?.mayOverlapMs ?? 0;
  if (overlapMs === 0) return;
  // the line before may still be speaking; having started a little earlier it would be done when this one is
  const done = Math.min(latest, Math.floor((freeMs - overlapMs) / params.stepMs));
  if (done < latest) settleInRow(params, choice, { cost, endMs, freeMs, from: done });
}

function settleInRow(
  params: FillRowParams,
  choice: Choice,
  reached: { readonly cost: number; readonly endMs: number; readonly freeMs: number; readonly from: number },
): void {
  const overlapMs = params.previousLink?.mayOverlapMs ?? 0;
  const beforeEndsMs = overlapMs === 0 ? 0 : reached.from * params.stepMs + overlapMs;
  if (beforeEndsMs > params.scene.endMs) return;
  const total = reached.cost + (params.previous === undefined ? 0 : params.previous.costAt(reached.from));
  const state = Math.ceil(Math.max(reached.freeMs, beforeEndsMs) / params.stepMs);
  if (!params.row.isBetter(state, total)) return;
  const { startMs, rate, wording } = choice;
  params.row.take(state, total, { from: reached.from, startMs, endMs: roundMs(reached.endMs), rate, wording });
}

function startsOf({ link, scene, limits, stepMs }: FillRowParams): readonly number[] {
  const firstMs = earliestStart(link, scene);
  const lastMs = latestStart(link, scene, limits);
  const starts = [link.anchorMs, link.line.onsetMs].filter((startMs) => startMs >= firstMs && startMs <= lastMs);
  for (let startMs = Math.ceil(firstMs / stepMs) * stepMs; startMs <= lastMs; startMs += stepMs) starts.push(startMs);
  return starts;
}

function tabulateRates(limits: FitLimits): readonly number[] {
  const rates: number[] = [];
  for (let rate = limits.naturalRateMin; rate < limits.naturalRateMax - 1e-6; rate += RATE_STEP) rates.push(rate);
  for (let rate = limits.naturalRateMax; rate < limits.hardRate - 1e-6; rate += BEYOND_BAND_STEP) rates.push(rate);
  rates.push(limits.hardRate, ...BEYOND_HARD_RATES.filter((rate) => rate > limits.hardRate));
  return rates.map(roundRate);
}

/** The slowest rate, in steps of 0.0001, at which speech from `startMs` ends by `endMs`; 0 where there is no time. */
function rateToEnd(durationMs: number, startMs: number, endMs: number): number {
  if (endMs <= startMs) return 0;
  const rate = Math.ceil((durationMs / (endMs - startMs)) * 10_000) / 10_000;
  return startMs + durationMs / rate > endMs ? roundRate(rate + 0.0001) : rate;
}

function roundRate(rate: number): number {
  return Math.round(rate * 10_000) / 10_000;
}

function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
