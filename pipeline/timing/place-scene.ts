import { PipelineError } from '../errors/pipeline-error.js';
import { chainScene, type Link } from './chain-scene.js';
import { fillRow } from './fill-row.js';
import type { Scene } from './find-scenes.js';
import type { FitLimits } from './fit-limits.js';
import { layOutLine } from './lay-out-line.js';
import type { Placement } from './placement.js';
import { SceneRow } from './scene-row.js';
import { earliestStart, latestStart } from './start-range.js';

/** Starts are tried on this grid, besides the exact onset: half a frame, below what lips betray. */
const STEP_MS = 20;

/**
 * Finds the cheapest placement of a scene's lines by dynamic programming over "the next line may start at t".
 * Exact on the grid of starts and rates, and never without a result: every line may shrink into its link of the chain
 * (see {@link chainScene}), and a scene too narrow even for that is squeezed evenly.
 */
export function placeScene(scene: Scene, limits: FitLimits): readonly Placement[] {
  const links = chainScene(scene, limits, STEP_MS);
  if (links === undefined) return squeeze(scene);
  const rows: SceneRow[] = [];
  for (const [index, link] of links.entries()) {
    const next = links[index + 1];
    const latestMs = next === undefined ? scene.endMs : latestStart(next, scene, limits);
    const row = new SceneRow({
      first: Math.floor(earliestStart(link, scene) / STEP_MS),
      last: Math.ceil(latestMs / STEP_MS),
    });
    fillRow({ row, previous: rows.at(-1), link, previousLink: links[index - 1], scene, limits, stepMs: STEP_MS });
    row.settle();
    rows.push(row);
  }
  return tighten(trace(rows, links), links);
}

/** Walks the rows back from the cheapest end. */
function trace(rows: readonly SceneRow[], links: readonly Link[]): readonly Placement[] {
  const placements: Placement[] = [];
  let state = Number.MAX_SAFE_INTEGER;
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const entry = rows[index]?.entryAt(state);
    const line = links[index]?.line;
    const wording = line?.wordings[entry?.wording ?? -1];
    if (entry === undefined || line === undefined || wording === undefined) {
      throw new PipelineError('internal', `No placement reaches line ${line?.id ?? index}; its scene's chain should.`);
    }
    const { pauses } = layOutLine({ wording, speech: line.speech, startMs: entry.startMs, rate: entry.rate });
    placements.unshift({
      id: line.id,
      startMs: entry.startMs,
      endMs: entry.endMs,
      rate: entry.rate,
      ...(wording.alternative !== undefined && { alternative: wording.alternative }),
      ...(pauses.length > 0 && { pauses }),
    });
    state = entry.from;
  }
  return placements;
}

/** Takes back what the grid wasted: a late line starts as soon as the line before it lets it. */
function tighten(placements: readonly Placement[], links: readonly Link[]): readonly Placement[] {
  const tightened: Placement[] = [];
  let freeMs = 0;
  for (const [index, placement] of placements.entries()) {
    const link = links[index];
    const before = links[index - 1];
    const hasOverlap = (link?.mayOverlapMs ?? 0) > 0 || (before?.mayOverlapMs ?? 0) > 0;
    const earliestMs = Math.max(link?.line.onsetMs ?? 0, Math.ceil(freeMs));
    const shiftMs = hasOverlap || placement.pauses !== undefined ? 0 : Math.max(0, placement.startMs - earliestMs);
    const endMs = roundMs(placement.endMs - shiftMs);
    tightened.push({ ...placement, startMs: placement.startMs - shiftMs, endMs });
    freeMs = Math.max(freeMs, endMs + (link?.gapMs ?? 0));
  }
  return tightened;
}

/** The last resort: lines back to back over the whole window, all at one rate. */
function squeeze(scene: Scene): readonly Placement[] {
  const durations = scene.lines.map((line) => Math.min(...line.wordings.map((wording) => wording.durationMs)));
  const totalMs = durations.reduce((sum, durationMs) => sum + durationMs, 0);
  const roomMs = scene.endMs - scene.startMs;
  const rate = totalMs / roomMs;
  let spokenMs = 0;
  return scene.lines.map((line, index) => {
    const startMs = scene.startMs + (roomMs * spokenMs) / totalMs;
    spokenMs += durations[index] ?? 0;
    const endMs = Math.min(scene.endMs, scene.startMs + (roomMs * spokenMs) / totalMs);
    const wording = line.wordings.find(({ durationMs }) => durationMs === durations[index]);
    return {
      id: line.id,
      startMs,
      endMs,
      rate,
      ...(wording?.alternative !== undefined && { alternative: wording.alternative }),
    };
  });
}

function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
