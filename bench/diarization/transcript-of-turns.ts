import type { Transcript } from '../../pipeline/contracts/transcript.js';
import { joinSpans } from '../../pipeline/sound/join-spans.js';
import type { SpeakerTurn } from '../../pipeline/speech/diarization-error-rate.js';

const WORD_MS = 250;

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
