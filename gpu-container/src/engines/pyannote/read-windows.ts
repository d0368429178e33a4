import { abortError } from '../../process/abort-error.js';
import type { WavReader } from '../../sound/open-wav-reader.js';
import { FRAME_HOP, WINDOW_SAMPLES } from './segmentation-frames.js';

/** Ten seconds of a recording. */
export interface SpeechWindow {
  /** Of the recording; a whole number of window hops. */
  readonly firstFrame: number;
  /** Silence after the end of the recording. */
  readonly samples: Float32Array;
}

export interface ReadWindowsParams {
  readonly reader: WavReader;
  readonly firstFrames: readonly number[];
  readonly signal: AbortSignal;
}

/** Reads one window after the other. Fails with `cancelled`. */
export async function* readWindows({ reader, firstFrames, signal }: ReadWindowsParams): AsyncGenerator<SpeechWindow> {
  for (const firstFrame of firstFrames) {
    if (signal.aborted) throw abortError(signal, 'Diarization');
    const samples = new Float32Array(WINDOW_SAMPLES);
    const [heard] = await reader.readAt(firstFrame * FRAME_HOP, WINDOW_SAMPLES);
    samples.set(heard ?? []);
    yield { firstFrame, samples };
  }
}
