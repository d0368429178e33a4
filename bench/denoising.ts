/**
 * Measures what denoising does to noisy speech: DNSMOS, SI-SDR and the word errors of the English recognizer, per noise
 * and level, without and with each denoiser. Needs the models gtcrn, dtln and dnsmos-p835 (`npm run models -- pull …`).
 * `node dist/bench/denoising.js [--speech DIR] [--prompts N] [--snr 15,5,0]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDnsmosMeter } from '../gpu-container/src/engines/dnsmos/create-dnsmos-meter.js';
import { createDtlnDenoiser } from '../gpu-container/src/engines/dtln/create-dtln-denoiser.js';
import { createGtcrnDenoiser } from '../gpu-container/src/engines/gtcrn/create-gtcrn-denoiser.js';
import { createPocketsphinxRecognizer } from '../gpu-container/src/engines/pocketsphinx/create-pocketsphinx-recognizer.js';
import { createSpeechDetector } from '../gpu-container/src/engines/silero-vad/create-speech-detector.js';
import { makeNoises } from './denoising/make-noises.js';
import { type DenoisingDeps, type DenoisingRow, measureDenoising } from './denoising/measure-denoising.js';
import { babbleVoices, type Recording, speechRecordings } from './denoising/speech-recordings.js';
import { benchModels } from './neural-vision/bench-models.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      speech: { type: 'string' },
      prompts: { type: 'string', default: '12' },
      snr: { type: 'string', default: '15,5,0' },
    },
  });
  const neural = await benchModels(['gtcrn', 'dtln', 'dnsmos-p835']);
  if (neural === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'polydub-bench-'));
  const deps: DenoisingDeps = {
    folder,
    meter: createDnsmosMeter(neural),
    recognizer: createPocketsphinxRecognizer({ detector: createSpeechDetector() }),
    denoisers: { gtcrn: createGtcrnDenoiser(neural), dtln: createDtlnDenoiser(neural) },
  };
  try {
    say('| recording | noise | SNR dB | denoiser | word errors | words | SIG | BAK | OVR | SI-SDR dB | CPU s per s |');
    say('|---|---|---:|---|---:|---:|---:|---:|---:|---:|---:|');
    const levels = values.snr.split(',').map(Number);
    for (const recording of speechRecordings(values.speech, Number(values.prompts))) {
      await measureRecording(recording, levels, deps);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureRecording(recording: Recording, levels: readonly number[], deps: DenoisingDeps): Promise<void> {
  const noises = makeNoises({ length: recording.samples.length, voices: babbleVoices() });
  const clean = { recording, noiseName: 'none', noise: new Float32Array(recording.samples.length) };
  for (const row of await measureDenoising({ ...clean, snrDb: Number.POSITIVE_INFINITY }, deps)) say(tableRow(row));
  for (const [noiseName, noise] of Object.entries(noises)) {
    for (const snrDb of levels) {
      for (const row of await measureDenoising({ recording, noiseName, noise, snrDb }, deps)) say(tableRow(row));
    }
  }
}

function tableRow(row: DenoisingRow): string {
  const { speech, background, overall } = row.quality;
  const cells = [
    row.recording,
    row.noise,
    Number.isFinite(row.snrDb) ? row.snrDb : '–',
    row.denoiser,
    row.wordErrors,
    row.words,
    ...[speech, background, overall].map((rating) => rating.toFixed(2)),
    row.denoiser === 'none' && !Number.isFinite(row.snrDb) ? '–' : row.sdrDb.toFixed(1),
    row.cpuPerSecond.toFixed(3),
  ];
  return `| ${cells.join(' | ')} |`;
}

await main();
