import type { SpeechRecognizer } from '../../../../pipeline/ports/speech-recognizer.js';
import { hearInPieces, type PieceDeps } from '../../hearing/hear-in-pieces.js';
import { hearBatch } from './hear-batch.js';
import { type OpenWhisperParams, openWhisper } from './open-whisper.js';

export interface WhisperDeps extends OpenWhisperParams, PieceDeps {
  /** Pieces heard at once; replaced in measurements. */
  readonly batchSize?: number;
  /** Tried in turn where the first does not go well; replaced in measurements. */
  readonly temperatures?: readonly number[];
}

/** The window is 30 s; what is near its end is heard badly. */
const LONGEST_PIECE_MS = 28_000;
/** The language of a recording whose language is to be found out. */
const UNDETERMINED = 'und';
/** Pieces at once: a CPU is busy with one (docs/neural-speech.md), a GPU is not. */
const BATCH = { cpu: 1, cuda: 16 } as const;
/** As openai/whisper has them. */
const TEMPERATURES = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;

/**
 * Multilingual recognition with a Whisper model: only what sounds like speech is heard, in batches, with the time of
 * every word; the language `und` is found out. Holds one batch of sound, however long the recording.
 * `recognize` fails with `engine-missing` (no weights), `language-unreachable`, `no-speech`, `engine-failed`, `cancelled`.
 */
export function createWhisperRecognizer(deps: WhisperDeps): SpeechRecognizer {
  return {
    recognize: async (params) => {
      const { signal } = params;
      const whisper = await openWhisper(deps);
      let language = params.language === UNDETERMINED ? undefined : params.language;
      const segments = await hearInPieces({
        ...{ params, deps, longestMs: LONGEST_PIECE_MS },
        batchSize: deps.batchSize ?? BATCH[whisper.encoder.device],
        hear: async (sounds) => {
          const heard = await hearBatch({
            ...{ whisper, sounds, signal, temperatures: deps.temperatures ?? TEMPERATURES },
            ...(language === undefined ? {} : { language }),
          });
          language = heard.language; // found out in the first batch, kept for the rest
          return heard.words;
        },
      });
      return { language: language ?? params.language, segments: [...segments] };
    },
  };
}
