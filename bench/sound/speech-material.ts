import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decode, loadPrompts } from './load-prompts.js';

const SECONDS_FROM_PROMPTS = 25;

/** Clean speech at `sampleRateHz`, every recording at the same level: WAV files of a folder, else studio prompts. */
export function speechMaterial(sampleRateHz: number, folder: string | undefined): Float32Array {
  const files =
    folder === undefined
      ? []
      : readdirSync(folder)
          .filter((name) => name.endsWith('.wav'))
          .toSorted();
  const paths = folder === undefined ? longPrompts() : files.map((name) => join(folder, name));
  const parts: Float32Array[] = [];
  let length = 0;
  for (const path of paths) {
    if (folder === undefined && length > SECONDS_FROM_PROMPTS * sampleRateHz) break;
    const part = levelled(decode(path, sampleRateHz));
    parts.push(part);
    length += part.length;
  }
  const joined = new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const longPrompts = (): string[] =>
  loadPrompts('en')
    .filter(({ text }) => text.split(' ').length > 10)
    .map(({ path }) => path);

/** Brings a recording to −22 dBFS RMS. */
function levelled(samples: Float32Array): Float32Array {
  const power = samples.reduce((sum, x) => sum + x * x, 0) / Math.max(1, samples.length);
  const gain = 0.08 / Math.sqrt(power + 1e-12);
  return samples.map((x) => x * gain);
}
