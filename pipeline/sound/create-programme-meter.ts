import type { LoudnessCurve, LoudnessProfile, LoudnessReport } from '../contracts/loudness-report.js';
import { createLoudnessMeter, SHORT_TERM_STEP_MS, SILENCE_LUFS } from './create-loudness-meter.js';
import type { StereoBlock } from './create-spectral-filter.js';
import { createTruePeakDetector } from './create-true-peak-detector.js';
import { dbFromGain } from './decibels.js';
import { loudnessProfiles } from './loudness-profiles.js';

/** Measures loudness and true peak of a stereo programme as it streams by. */
export interface ProgrammeMeter {
  push(block: StereoBlock): void;
  /** What was measured, against a profile. A silent programme is never within one. */
  report(profile: LoudnessProfile): LoudnessReport;
}

/** A curve has at most this many points, so that reports stay small however long the programme is. */
const MOST_CURVE_POINTS = 600;
const LEAST_CURVE_STEP_MS = 500;

/** Builds a meter for stereo at `sampleRateHz`. */
export function createProgrammeMeter(sampleRateHz: number): ProgrammeMeter {
  const loudness = createLoudnessMeter({ sampleRateHz, channels: 2 });
  const detectors = [createPeakHold(), createPeakHold()] as const;
  const push = ({ left, right }: StereoBlock): void => {
    loudness.push([left, right]);
    detectors[0].push(left);
    detectors[1].push(right);
  };
  const report = (profile: LoudnessProfile): LoudnessReport => {
    const { integratedLufs, loudnessRangeLu, shortTermLufs } = loudness.result();
    const target = loudnessProfiles[profile];
    const truePeakDbtp = dbFromGain(Math.max(detectors[0].peak(), detectors[1].peak()));
    const isLoudnessRight = Math.abs(integratedLufs - target.integratedLufs) <= target.toleranceLu;
    return {
      profile,
      targetLufs: target.integratedLufs,
      integratedLufs: rounded(integratedLufs),
      loudnessRangeLu: rounded(loudnessRangeLu),
      truePeakDbtp: rounded(truePeakDbtp),
      isWithinProfile: isLoudnessRight && truePeakDbtp <= target.maxTruePeakDbtp,
      curve: thin(shortTermLufs),
    };
  };
  return { push, report };
}

/** Holds the highest true peak of one channel. */
function createPeakHold(): { push(block: Float32Array): void; peak(): number } {
  let held = 0;
  // Two detectors would be needed to raise the threshold as the peak rises; a quarter of full scale saves most work.
  const detector = createTruePeakDetector(0.25);
  const push = (block: Float32Array): void => {
    const peaks = new Float32Array(block.length);
    detector.push(block, peaks);
    for (const peak of peaks) if (peak > held) held = peak;
  };
  return { push, peak: () => held };
}

/** Takes the loudest value of every step, so that no short shout disappears from the curve. */
function thin(shortTerm: readonly number[]): LoudnessCurve {
  const wanted = Math.ceil((shortTerm.length * SHORT_TERM_STEP_MS) / MOST_CURVE_POINTS);
  const stepMs = Math.max(LEAST_CURVE_STEP_MS, Math.ceil(wanted / SHORT_TERM_STEP_MS) * SHORT_TERM_STEP_MS);
  const perPoint = stepMs / SHORT_TERM_STEP_MS;
  const lufs: number[] = [];
  for (let start = 0; start < shortTerm.length; start += perPoint) {
    lufs.push(rounded(shortTerm.slice(start, start + perPoint).reduce((a, b) => Math.max(a, b), SILENCE_LUFS)));
  }
  return { stepMs, lufs };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
