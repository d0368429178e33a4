import { join } from 'node:path';
import { createDnsmosMeter } from '../../gpu-container/src/engines/dnsmos/create-dnsmos-meter.js';
import { createDtlnDenoiser } from '../../gpu-container/src/engines/dtln/create-dtln-denoiser.js';
import { createGtcrnDenoiser } from '../../gpu-container/src/engines/gtcrn/create-gtcrn-denoiser.js';
import type { NeuralDeps } from '../../gpu-container/src/neural/open-model.js';
import { writeSyntheticSpeech } from './synthetic-speech.js';

export interface WorkOfLengthParams {
  readonly engine: string;
  readonly minutes: number;
  readonly folder: string;
}

const WINDOWS = 40;

/** Gives an engine that many minutes of sound, for the peak of memory to be read off afterwards. */
export async function workOfLength(deps: NeuralDeps, { engine, minutes, folder }: WorkOfLengthParams): Promise<void> {
  const speechPath = join(folder, 'long.wav');
  await writeSyntheticSpeech(speechPath, minutes * 60);
  const signal = new AbortController().signal;
  const request = { speechPath, outputPath: join(folder, 'out.wav'), signal, onProgress: () => undefined };
  if (engine === 'gtcrn') await createGtcrnDenoiser(deps).denoise(request);
  else if (engine === 'dtln') await createDtlnDenoiser(deps).denoise(request);
  else if (engine === 'dnsmos') await createDnsmosMeter(deps).measure({ speechPath, signal, maxWindows: WINDOWS });
  else throw new Error(`no engine ${engine}: gtcrn, dtln and dnsmos take sound of any length`);
}
