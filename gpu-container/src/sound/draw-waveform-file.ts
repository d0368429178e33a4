import { drawWaveform } from '../../../pipeline/receipt/draw-waveform.js';
import type { Waveform } from '../../../pipeline/receipt/waveform.js';
import { abortError } from '../process/abort-error.js';
import { openWavReader } from './open-wav-reader.js';

/** One peak every 40 ms; a block of a second is a whole number of steps at every usual sample rate. */
const stepMs = 40;

/** The peaks of a WAV file's first channel, read a second at a time. Fails with `source-damaged`, `cancelled`. */
export async function drawWaveformFile(path: string, signal: AbortSignal): Promise<Waveform> {
  const reader = await openWavReader(path);
  try {
    const peaks: number[] = [];
    for (;;) {
      if (signal.aborted) throw abortError(signal, 'Drawing a waveform');
      const [samples] = await reader.read(reader.sampleRateHz);
      if (samples === undefined || samples.length === 0) return { stepMs, peaks };
      peaks.push(...drawWaveform({ samples, sampleRateHz: reader.sampleRateHz, stepMs }).peaks);
    }
  } finally {
    await reader.close();
  }
}
