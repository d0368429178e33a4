import { defaultFitLimits } from '../../pipeline/timing/fit-limits.js';
import type { Placement } from '../../pipeline/timing/placement.js';
import type { TimingCase } from './timing-case.js';

/** A rule that looks at one line at a time. */
export interface SimpleFit {
  readonly name: string;
  readonly place: (job: TimingCase) => readonly Placement[];
}

const { naturalRateMin, naturalRateMax } = defaultFitLimits;
const CAP = 1.4;

interface Slot {
  readonly durationMs: number;
  /** Length of the original line, and of the time until the next one begins. */
  readonly lengthMs: number;
  readonly untilNextMs: number;
}

const speedUp = ({ durationMs, lengthMs }: Slot): number => Math.max(1, durationMs / Math.max(1, lengthMs));
const capped = ({ durationMs, untilNextMs }: Slot): number =>
  Math.min(CAP, Math.max(1, durationMs / Math.max(1, untilNextMs)));
const stretch = ({ durationMs, lengthMs }: Slot): number => Math.max(0.01, durationMs / Math.max(1, lengthMs));
const inBand = (rule: (slot: Slot) => number) => (slot: Slot) =>
  Math.min(naturalRateMax, Math.max(naturalRateMin, rule(slot)));

/** The methods the field uses, as they are, and held to the natural band. All wait for the line before to end. */
export const simpleFits: readonly SimpleFit[] = [
  { name: 'speed-up per line', place: (job) => lineByLine(job, speedUp) },
  { name: 'speed-up ≤ 1.4', place: (job) => lineByLine(job, capped) },
  { name: 'stretch to slot', place: (job) => lineByLine(job, stretch) },
  { name: 'speed-up, in band', place: (job) => lineByLine(job, inBand(speedUp)) },
  { name: 'stretch, in band', place: (job) => lineByLine(job, inBand(stretch)) },
];

function lineByLine(job: TimingCase, rateOf: (slot: Slot) => number): readonly Placement[] {
  const spoken = new Map(job.speech.map(({ id, durationMs }) => [id, durationMs]));
  let freeMs = 0;
  return job.transcript.segments.flatMap((segment, index) => {
    const durationMs = spoken.get(segment.id);
    if (durationMs === undefined) return [];
    const nextMs = job.transcript.segments[index + 1]?.startMs ?? job.videoDurationMs;
    const rate = rateOf({
      durationMs,
      lengthMs: segment.endMs - segment.startMs,
      untilNextMs: nextMs - segment.startMs,
    });
    const startMs = Math.max(segment.startMs, freeMs);
    freeMs = startMs + durationMs / rate;
    return [{ id: segment.id, startMs, endMs: freeMs, rate }];
  });
}
