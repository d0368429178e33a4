import { readFileSync } from 'node:fs';
import type { Transcript } from '../../pipeline/contracts/transcript.js';
import type { Diarizer } from '../../pipeline/ports/diarizer.js';
import { joinSpans } from '../../pipeline/sound/join-spans.js';
import { diarizationErrorRate, type SpeakerTurn } from '../../pipeline/speech/diarization-error-rate.js';

const WORD_MS = 250;

/** The turns of an RTTM file. */
export function readTurns(path: string): SpeakerTurn[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/u))
    .map(([, , , start = '0', length = '0', , , speaker = '']) => ({
      speaker,
      startMs: Number(start) * 1000,
      endMs: (Number(start) + Number(length)) * 1000,
    }));
}

/** Words are stood in for by pieces of the spoken time, so that only the speakers are judged, not the recognizer. */
export function transcriptOfTurns(reference: readonly SpeakerTurn[]): Transcript {
  const spans = joinSpans({ spans: reference, padBeforeMs: 0, padAfterMs: 0, joinMs: 50 });
  const segments = spans.map(({ startMs, endMs }, index) => {
    const words = Array.from({ length: Math.ceil((endMs - startMs) / WORD_MS) }, (_, i) => ({
      text: 'x',
      startMs: startMs + i * WORD_MS,
      endMs: Math.min(endMs, startMs + (i + 1) * WORD_MS),
    }));
    return { id: `seg_${index}`, startMs, endMs, text: words.map(({ text }) => text).join(' '), words };
  });
  return { language: 'en', segments };
}

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
