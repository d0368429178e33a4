import type { Segment } from '../contracts/transcript.js';
import { onlySpeaker } from '../speech/only-speaker.js';
import type { SpeakerChoice } from './choose-speakers.js';

/** How much a face looks as if it said a segment: above 0 it does. `seconds` of it were looked at. */
export interface SpeakingScore {
  readonly person: string;
  readonly score: number;
  readonly seconds: number;
}

export interface SettleRivalsParams {
  readonly segments: readonly Segment[];
  /** One for each segment. */
  readonly choices: readonly SpeakerChoice[];
  /** By segment id, for those that have rivals: what was seen of each of them. */
  readonly scores: ReadonlyMap<string, readonly SpeakingScore[]>;
}

/** How much the whole of a voice and how much the one segment says about who speaks it. */
const WHOLE = 0.6;
/** A score below this is no word for anybody: three seconds of silence with moving lips gave 0.1 to the wrong one. */
const LEAST = 0.5;
/** The best must be this much better than the next, in units of the score, or it could be either. */
const MARGIN = 0.5;

/**
 * Chooses among the faces of one picture where lips and sound alone could not: by scores of an active speaker model, of
 * the segment and of all that its voice says in such segments. Other choices stay as they are.
 */
export function settleRivals({ segments, choices, scores }: SettleRivalsParams): readonly SpeakerChoice[] {
  const wholes = sumVoices(segments, scores);
  return segments.map((segment, index): SpeakerChoice => {
    const choice = choices[index] ?? { kind: 'nobody', reason: 'no-face' };
    if (choice.kind === 'person' || choice.rivals === undefined) return choice;
    const rated = (scores.get(segment.id) ?? [])
      .map(({ person, score }) => {
        const whole = wholes.get(keyOf(segment, person)) ?? { sum: score, seconds: 1 };
        return { person, value: (WHOLE * whole.sum) / whole.seconds + (1 - WHOLE) * score };
      })
      .toSorted((a, b) => b.value - a.value);
    const [best, next] = rated;
    if (best === undefined || best.value < LEAST || best.value - (next?.value ?? 0) < MARGIN) return choice;
    const confidence = Math.round(1000 / (1 + Math.exp(-best.value))) / 1000;
    return { kind: 'person', person: best.person, confidence };
  });
}

const keyOf = ({ speaker = onlySpeaker }: Segment, person: string): string => JSON.stringify([speaker, person]);

function sumVoices(
  segments: readonly Segment[],
  scores: SettleRivalsParams['scores'],
): ReadonlyMap<string, Readonly<{ sum: number; seconds: number }>> {
  const sums = new Map<string, { sum: number; seconds: number }>();
  for (const segment of segments) {
    for (const { person, score, seconds } of scores.get(segment.id) ?? []) {
      const key = keyOf(segment, person);
      const known = sums.get(key) ?? { sum: 0, seconds: 0 };
      sums.set(key, { sum: known.sum + score * seconds, seconds: known.seconds + seconds });
    }
  }
  return sums;
}
