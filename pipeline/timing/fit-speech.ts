import type { FitPlan, FittedSegment } from '../contracts/fit-plan.js';
import { explainExceptions } from './explain-exceptions.js';
import { findScenes } from './find-scenes.js';
import { defaultFitLimits, type FitLimits } from './fit-limits.js';
import type { FitSpeechParams } from './fit-speech-params.js';
import type { Line } from './line.js';
import { type FitMeasure, measureFit } from './measure-fit.js';
import { placeScene } from './place-scene.js';
import type { Placement } from './placement.js';
import { prepareLines } from './prepare-lines.js';

/**
 * Places every spoken segment on the timeline: one optimisation per scene over starts, rates, pauses and wordings.
 * Holds always: dubbed segments do not overlap (but where the originals do and the speakers differ), nothing crosses a
 * scene boundary, nothing ends after the video, no line is slower than the natural band.
 * Fails with `transcript-invalid` when speech names a segment that is not there, or a time is not a number.
 */
export function fitSpeech(params: FitSpeechParams): FitPlan {
  const limits: FitLimits = { ...defaultFitLimits, ...params.limits };
  const lines = prepareLines(params, limits);
  const scenes = findScenes({ lines, limits, shotsMs: params.shotsMs ?? [], videoEndMs: params.videoDurationMs });
  const placements = new Map<string, Placement>();
  for (const scene of scenes) {
    for (const placement of placeScene(scene, limits)) placements.set(placement.id, placement);
  }
  const placed = params.transcript.segments.flatMap((segment) => placements.get(segment.id) ?? []);
  const measured = measureFit({ transcript: params.transcript, placed, limits });
  return {
    segments: describe({ placed, measured, lines, limits }),
    summary: { ...measured.summary, scenes: scenes.length },
  };
}

function describe(params: {
  readonly placed: readonly Placement[];
  readonly measured: FitMeasure;
  readonly lines: readonly Line[];
  readonly limits: FitLimits;
}): FittedSegment[] {
  const lines = new Map(params.lines.map((line) => [line.id, line]));
  return params.placed.map((placement) => {
    const { overlap, onsetErrorMs } = params.measured.byId.get(placement.id) ?? { overlap: 0, onsetErrorMs: 0 };
    const line = lines.get(placement.id);
    const exceptions = line && explainExceptions({ placement, line, onsetErrorMs, limits: params.limits });
    const { pauses, ...place } = placement;
    return {
      ...place,
      ...(pauses !== undefined && { pauses: [...pauses] }),
      overlap,
      onsetErrorMs,
      ...(exceptions !== undefined && exceptions.length > 0 && { exceptions: [...exceptions] }),
    };
  });
}
