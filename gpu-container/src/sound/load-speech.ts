import type { FittedSegment } from '../../../pipeline/contracts/fit-plan.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { paceSpeech } from '../../../pipeline/sound/pace-speech.js';
import { resample } from '../../../pipeline/sound/resample.js';
import { openWavReader } from './open-wav-reader.js';
import { PROGRAMME_RATE_HZ } from './sound-format.js';

export interface LoadSpeechParams {
  /** Mono WAV of one spoken line at natural rate, at any sample rate. */
  readonly path: string;
  readonly fitted: FittedSegment;
}

/** One spoken line at its engine's own rate. */
export interface NaturalSpeech {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

/** Longest spoken line that is loaded at once, in seconds; anything longer is no line. */
const LONGEST_LINE_SECONDS = 600;

/** Loads one spoken line, paced as fitted, at 48 kHz. Fails with `source-damaged`. */
export async function loadSpeech({ path, fitted }: LoadSpeechParams): Promise<Float32Array> {
  const { samples, sampleRateHz } = await loadNaturalSpeech(path);
  // Pacing first: the search for matching waves costs far less at the engine's own, lower sample rate.
  const paced = paceSpeech({ samples, sampleRateHz, rate: fitted.rate, pauses: fitted.pauses });
  return resample({ samples: paced, fromHz: sampleRateHz, toHz: PROGRAMME_RATE_HZ });
}

/** Loads one spoken line as it was synthesized. Fails with `source-damaged`. */
export async function loadNaturalSpeech(path: string): Promise<NaturalSpeech> {
  const reader = await openWavReader(path);
  try {
    if (reader.frames > LONGEST_LINE_SECONDS * reader.sampleRateHz) {
      throw new PipelineError(
        'source-damaged',
        `${path} is longer than the ${LONGEST_LINE_SECONDS} s of a spoken line`,
      );
    }
    const [samples = new Float32Array(0)] = await reader.read(reader.frames);
    return { samples, sampleRateHz: reader.sampleRateHz };
  } finally {
    await reader.close();
  }
}
