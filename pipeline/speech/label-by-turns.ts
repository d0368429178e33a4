import type { Segment, Transcript } from '../contracts/transcript.js';
import type { TimeSpan } from '../sound/time-span.js';
import type { SpeakerTurn } from './diarization-error-rate.js';
import { numberSpeakers } from './number-speakers.js';
import { splitBySpeaker } from './split-by-speaker.js';

export interface LabelByTurnsParams {
  readonly transcript: Transcript;
  readonly turns: readonly SpeakerTurn[];
}

/** What an undivided recording is said by. */
const SOMEBODY = '0';

/**
 * Gives every word the speaker whose turns cover most of it, where two cover it alike the one who spoke before, where none
 * does the nearest one; then cuts segments between words where the speaker changes. A segment without words goes to whom
 * most of it belongs.
 */
export function labelByTurns({ transcript, turns }: LabelByTurnsParams): Segment[] {
  const segments = transcript.segments.flatMap((segment) => {
    const near = turns.filter((turn) => sharedMs(turn, segment) > 0);
    const speakers: string[] = [];
    for (const piece of segment.words.length > 0 ? segment.words : [segment]) {
      speakers.push(speakerOf(piece, near, speakers.at(-1)) ?? nearestTo(piece, turns));
    }
    return splitBySpeaker({ segment, speakers });
  });
  return numberSpeakers(segments);
}

const sharedMs = (a: TimeSpan, b: TimeSpan): number => Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs);

function speakerOf(piece: TimeSpan, turns: readonly SpeakerTurn[], before: string | undefined): string | undefined {
  const times = new Map<string, number>();
  for (const turn of turns) {
    const ms = sharedMs(turn, piece);
    if (ms > 0) times.set(turn.speaker, (times.get(turn.speaker) ?? 0) + ms);
  }
  const most = Math.max(0, ...times.values());
  if (before !== undefined && most > 0 && times.get(before) === most) return before;
  return [...times].find(([, ms]) => ms === most)?.[0];
}

/** Who speaks least long before or after. */
function nearestTo(piece: TimeSpan, turns: readonly SpeakerTurn[]): string {
  let best = { ms: Number.POSITIVE_INFINITY, speaker: SOMEBODY };
  for (const turn of turns) {
    const ms = -sharedMs(turn, piece);
    if (ms < best.ms) best = { ms, speaker: turn.speaker };
  }
  return best.speaker;
}
