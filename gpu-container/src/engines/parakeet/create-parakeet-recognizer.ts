import type { Segment } from '../../../../pipeline/contracts/transcript.js';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { SpeechRecognizer } from '../../../../pipeline/ports/speech-recognizer.js';
import { hearInPieces, type PieceDeps } from '../../hearing/hear-in-pieces.js';
import { hearParakeetBatch } from './hear-parakeet-batch.js';
import { nameLanguage } from './name-language.js';
import { type OpenParakeetParams, openParakeet } from './open-parakeet.js';
import { PARAKEET_LANGUAGES } from './parakeet-languages.js';

export interface ParakeetDeps extends OpenParakeetParams, PieceDeps {
  /** Pieces heard at once; replaced in measurements. */
  readonly batchSize?: number;
}

/** It was trained on up to 40 s and looks at all of a piece at once: what that costs grows with the square. */
const LONGEST_PIECE_MS = 28_000;
/** The language of a recording whose language is to be found out. */
const UNDETERMINED = 'und';
/** Pieces at once; see docs/neural-speech.md. */
const BATCH = { cpu: 4, cuda: 16 } as const;

/**
 * Recognition of 25 European languages with Parakeet-TDT 0.6B v3: only what sounds like speech is heard, in batches,
 * with the time of every word from the model's own durations. It tells languages apart by itself; asked for `und`, the
 * language is named by the words that were heard. Holds one batch of sound, however long the recording.
 * `recognize` fails with `engine-missing` (no weights), `language-unreachable`, `no-speech`, `engine-failed`, `cancelled`.
 */
export function createParakeetRecognizer(deps: ParakeetDeps): SpeechRecognizer {
  return {
    recognize: async (params) => {
      checkLanguage(params.language);
      const parakeet = await openParakeet(deps);
      const segments = await hearInPieces({
        ...{ params, deps, longestMs: LONGEST_PIECE_MS },
        batchSize: deps.batchSize ?? BATCH[parakeet.encoder.device],
        hear: (sounds) => hearParakeetBatch({ parakeet, sounds, signal: params.signal }),
      });
      return { language: languageOf(params.language, segments), segments: [...segments] };
    },
  };
}

function checkLanguage(language: string): void {
  if (language === UNDETERMINED || PARAKEET_LANGUAGES.includes(new Intl.Locale(language).language)) return;
  throw new PipelineError('language-unreachable', `Parakeet does not hear ${language}.`);
}

function languageOf(asked: string, segments: readonly Segment[]): string {
  if (asked !== UNDETERMINED) return asked;
  const named = nameLanguage(segments.flatMap(({ words }) => words.map(({ text }) => text)));
  if (named !== undefined) return named;
  throw new PipelineError(
    'language-unreachable',
    'What was heard does not tell its language. Say which it is, or let whisper find it out.',
  );
}
