import type { Transcript } from '../../pipeline/contracts/transcript.js';
import type { Diarizer } from '../../pipeline/ports/diarizer.js';
import { diarizationErrorRate, type SpeakerTurn } from '../../pipeline/speech/diarization-error-rate.js';

export interface MeasureErrorParams {
  readonly diarizer: Diarizer;
  readonly speechPath: string;
  readonly reference: readonly SpeakerTurn[];
  readonly transcript: Transcript;
}

/** Speakers there are and found, then the error in per cent: whole, confusion, missed, with a collar, number known. */
export async function measureError({ diarizer, reference, ...common }: MeasureErrorParams): Promise<string[]> {
  const { signal } = new AbortController();
  const people = new Set(reference.map(({ speaker }) => speaker)).size;
  const found = await diarizer.diarize({ ...common, signal });
  const known = await diarizer.diarize({ ...common, signal, speakerCount: people });
  const error = (told: Transcript, collarMs = 0) =>
    diarizationErrorRate({
      reference,
      hypothesis: told.segments.map((segment) => ({ ...segment, speaker: segment.speaker ?? '' })),
      collarMs,
    });
  const free = error(found);
  const shares = [free.rate, free.confusion, free.missed, error(found, 250).rate, error(known).rate];
  return [people, found.speakers?.length ?? 0].map(String).concat(shares.map((share) => (share * 100).toFixed(1)));
}
