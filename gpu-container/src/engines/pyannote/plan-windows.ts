import type { TimeSpan } from '../../../../pipeline/sound/time-span.js';
import { FRAME_HOP, SPEECH_HZ, WINDOW_HOP_FRAMES, WINDOW_SAMPLES } from './segmentation-frames.js';

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
