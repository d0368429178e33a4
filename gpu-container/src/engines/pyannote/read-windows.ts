import type { TimeSpan } from '../../../../pipeline/sound/time-span.js';
import { abortError } from '../../process/abort-error.js';
import type { WavReader } from '../../sound/open-wav-reader.js';
import { FRAME_HOP, SPEECH_HZ, WINDOW_HOP_FRAMES, WINDOW_SAMPLES } from './segmentation-frames.js';

/** Ten seconds of a recording. */
export interface SpeechWindow {
  /** Of the recording; a whole number of window hops. */
  readonly firstFrame: number;
  /** Silence after the end of the recording. */
  readonly samples: Float32Array;
}

/** First frames of the windows that reach into any of the spans, in order. */
export function planWindows(samples: number, spans: readonly TimeSpan[]): number[] {
  const hop = WINDOW_HOP_FRAMES * FRAME_HOP;
  const count = Math.max(1, Math.ceil((samples - WINDOW_SAMPLES) / hop) + 1);
  const wanted = new Set<number>();
  for (const { startMs, endMs } of spans) {
    const from = Math.ceil(((startMs * SPEECH_HZ) / 1000 - WINDOW_SAMPLES) / hop);
    const to = Math.floor((endMs * SPEECH_HZ) / 1000 / hop);
    for (let index = Math.max(0, from); index <= Math.min(count - 1, to); index++) wanted.add(index);
  }
  return [...wanted].sort((a, b) => a - b).map((index) => index * WINDOW_HOP_FRAMES);
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
