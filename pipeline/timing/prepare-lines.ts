import type { Segment } from '../contracts/transcript.js';
import { PipelineError } from '../errors/pipeline-error.js';
import type { FitLimits } from './fit-limits.js';
import type { FitSpeechParams, SpeechToFit } from './fit-speech-params.js';
import type { Line, Wording } from './line.js';
import { matchPauses } from './match-pauses.js';
import { speechIntervals } from './speech-intervals.js';

/** A line shorter than this is stretched to it in thought, so that rates stay finite. */
const SHORTEST_SPEECH_MS = 1;

/** Pairs speech with its segments and orders the lines by when the original begins. Fails with `transcript-invalid`. */
export function prepareLines(params: FitSpeechParams, limits: FitLimits): readonly Line[] {
  const segments = new Map(params.transcript.segments.map((segment) => [segment.id, segment]));
  const seen = new Set<string>();
  const videoEndMs = Math.floor(params.videoDurationMs);
  if (params.speech.length > 0 && !(videoEndMs > 0)) {
    throw new PipelineError('transcript-invalid', `A video of ${params.videoDurationMs} ms has no room for speech.`);
  }
  const shotsMs = (params.shotsMs ?? []).toSorted((a, b) => a - b);
  const lines = params.speech.map((spoken) => {
    const segment = segments.get(spoken.id);
    if (segment === undefined || seen.has(spoken.id)) {
      throw new PipelineError(
        'transcript-invalid',
        `Speech "${spoken.id}" needs exactly one segment in the transcript.`,
      );
    }
    seen.add(spoken.id);
    assertTimes(segment, spoken);
    return prepareLine(
      { segment, spoken, videoEndMs, shotsMs, isStrict: params.onScreen?.(spoken.id) !== false },
      limits,
    );
  });
  return lines.toSorted((a, b) => a.onsetMs - b.onsetMs);
}

interface PrepareLineParams {
  readonly segment: Segment;
  readonly spoken: SpeechToFit;
  readonly videoEndMs: number;
  readonly shotsMs: readonly number[];
  readonly isStrict: boolean;
}

function prepareLine(params: PrepareLineParams, limits: FitLimits): Line {
  const speech = speechIntervals(params.segment, limits.bridgeMs);
  const onsetMs = Math.round(speech[0]?.startMs ?? params.segment.startMs);
  const endMs = Math.max(onsetMs, Math.round(speech.at(-1)?.endMs ?? params.segment.endMs));
  const wordings = wordingsOf(params.spoken, matchPauses({ words: params.spoken.words ?? [], speech, limits }));
  const shortestMs = Math.min(...wordings.map((wording) => wording.durationMs));
  // near the video's end a line that cannot fit after its onset may begin earlier instead of being rushed
  const missingMs = Math.ceil(shortestMs / limits.naturalRateMax - (params.videoEndMs - onsetMs));
  return {
    id: params.segment.id,
    segment: params.segment,
    onsetMs,
    endMs,
    speech,
    speechMs: speech.reduce((total, interval) => total + interval.endMs - interval.startMs, 0),
    isStrict: params.isStrict,
    nextCutMs: params.shotsMs.find((cutMs) => cutMs >= endMs) ?? Number.POSITIVE_INFINITY,
    leadMs: Math.max(limits.leadMs, Math.min(limits.lastLeadMs, missingMs)),
    wordings,
  };
}

function wordingsOf(spoken: SpeechToFit, pausePoints: Wording['pausePoints']): readonly Wording[] {
  const first: Wording = { durationMs: Math.max(SHORTEST_SPEECH_MS, spoken.durationMs), pausePoints: [] };
  const others = (spoken.alternatives ?? []).map(
    ({ durationMs }, alternative): Wording => ({
      alternative,
      durationMs: Math.max(SHORTEST_SPEECH_MS, durationMs),
      pausePoints: [],
    }),
  );
  const paused = pausePoints.length > 0 ? [{ ...first, pausePoints }] : [];
  return [first, ...paused, ...others];
}

function assertTimes(segment: Segment, spoken: SpeechToFit): void {
  const times = [
    segment.startMs,
    segment.endMs,
    spoken.durationMs,
    ...(spoken.alternatives ?? []).map(({ durationMs }) => durationMs),
    ...segment.words.flatMap((word) => [word.startMs, word.endMs]),
  ];
  if (!times.every((time) => Number.isFinite(time) && time >= 0)) {
    throw new PipelineError('transcript-invalid', `Segment "${segment.id}" has a time that is not a number of ms ≥ 0.`);
  }
}
