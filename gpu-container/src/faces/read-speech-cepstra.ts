import type { SpeechCepstra } from '../../../pipeline/faces/speech-cepstra.js';
import { melCepstra } from '../../../pipeline/sound/mel-cepstra.js';
import { openWav } from '../media/open-wav.js';

const HOP_MS = 20;
const WINDOW_MS = 25;
const WIDTH = 13;
/** Read at once: a two-hour file is never held whole. */
const ROWS_PER_READ = 3000;

/** The cepstra of a mono WAV file. Fails with `source-damaged` for anything but 16-bit PCM. */
export async function readSpeechCepstra(path: string): Promise<SpeechCepstra> {
  const wav = await openWav(path);
  try {
    const hop = Math.round((wav.sampleRateHz * HOP_MS) / 1000);
    const lead = Math.round((wav.sampleRateHz * (WINDOW_MS - HOP_MS)) / 2000);
    const count = Math.floor(wav.frames / hop);
    const rows = new Float32Array(count * WIDTH);
    for (let first = 0; first < count; first += ROWS_PER_READ) {
      const last = Math.min(count, first + ROWS_PER_READ);
      const samples = await readPadded(wav, first * hop - lead, last * hop + 2 * lead);
      const cepstra = melCepstra({ samples, sampleRateHz: wav.sampleRateHz, coefficients: WIDTH, hopMs: HOP_MS });
      cepstra.slice(0, last - first).forEach((row, index) => {
        rows.set(row, (first + index) * WIDTH);
      });
    }
    return { hopMs: HOP_MS, width: WIDTH, rows };
  } finally {
    await wav.close();
  }
}

/** Samples from −1 to 1, silence before the beginning and after the end, one channel of however many. */
async function readPadded(wav: Awaited<ReturnType<typeof openWav>>, from: number, to: number): Promise<Float32Array> {
  const read = await wav.read(from, to);
  const samples = new Float32Array(to - from);
  const before = Math.max(0, -from);
  for (let at = 0; at * wav.channels < read.length; at++) samples[before + at] = (read[at * wav.channels] ?? 0) / 32768;
  return samples;
}
