import type { Phoneme } from '../contracts/spoken-segment.js';
import type { MouthGoal } from './mouth-goal.js';
import { readIpa } from './read-ipa.js';

/** A goal and when the sound that wants it is heard, in ms of the phonemes' own clock. `goal` is undefined for rest. */
export interface TimedGoal {
  readonly goal: MouthGoal | undefined;
  readonly startMs: number;
  readonly endMs: number;
}

/** Silences shorter than this are the closed part of a stop, not a pause of the mouth. */
const MIN_REST_MS = 90;

/** Goals of phonemes in order of time, with rests where nothing is said between them. */
export function timeGoals(phonemes: readonly Phoneme[]): readonly TimedGoal[] {
  const timed: TimedGoal[] = [];
  let endMs: number | undefined;
  for (const phoneme of [...phonemes].sort((a, b) => a.startMs - b.startMs)) {
    const parts = readIpa(phoneme.ipa);
    if (parts.length === 0) continue;
    if (endMs !== undefined && phoneme.startMs - endMs >= MIN_REST_MS) {
      timed.push({ goal: undefined, startMs: endMs, endMs: phoneme.startMs });
    }
    let startMs = phoneme.startMs;
    for (const { goal, share } of parts) {
      const end = startMs + share * (phoneme.endMs - phoneme.startMs);
      timed.push({ goal, startMs, endMs: end });
      startMs = end;
    }
    endMs = Math.max(endMs ?? phoneme.endMs, phoneme.endMs);
  }
  return timed;
}
