import type { LoudnessProfile } from '../contracts/loudness-report.js';

/** What a profile asks of a programme. */
export interface LoudnessTarget {
  readonly integratedLufs: number;
  readonly toleranceLu: number;
  readonly maxTruePeakDbtp: number;
}

/** EBU R 128 for broadcast, −16 for streaming and podcasts, −14 as the big web platforms normalise. */
export const loudnessProfiles: Readonly<Record<LoudnessProfile, LoudnessTarget>> = {
  'ebu-r128': { integratedLufs: -23, toleranceLu: 0.5, maxTruePeakDbtp: -1 },
  streaming: { integratedLufs: -16, toleranceLu: 0.5, maxTruePeakDbtp: -1 },
  web: { integratedLufs: -14, toleranceLu: 0.5, maxTruePeakDbtp: -1 },
};
