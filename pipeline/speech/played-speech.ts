import type { FitPlan } from '../contracts/fit-plan.js';
import type { Speech } from '../contracts/spoken-segment.js';

/** The speech as it is played: where the fit chose another wording, that wording's sound, text and times. */
export function playedSpeech(speech: Speech, fit: Pick<FitPlan, 'segments'>): Speech {
  const chosen = new Map(fit.segments.map(({ id, alternative }) => [id, alternative]));
  return {
    ...speech,
    segments: speech.segments.map(({ alternatives = [], ...segment }) => {
      const other = alternatives.find(({ alternative }) => alternative === chosen.get(segment.id));
      if (other === undefined) return segment;
      const { words: _words, phonemes: _phonemes, ...kept } = segment;
      const { alternative: _, ...wording } = other;
      return { ...kept, ...wording };
    }),
  };
}
