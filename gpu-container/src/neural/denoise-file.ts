import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { DenoiseParams } from '../../../pipeline/ports/denoiser.js';
import { abortError } from '../process/abort-error.js';
import { createWavWriter, type WavWriter } from '../sound/create-wav-writer.js';
import { openWavReader, type WavReader } from '../sound/open-wav-reader.js';

/** A denoiser that hears one hop after the other and answers each with the hop of `delaySamples` ago. */
export interface HopDenoiser {
  readonly hopSamples: number;
  readonly delaySamples: number;
  /** The answer holds until the next hop. */
  next(hop: Float32Array): Promise<Float32Array>;
}

/** The rate all speech models here hear at. */
export const SPEECH_RATE_HZ = 16_000;
/** Samples held at once: four seconds. */
const BLOCK_SAMPLES = 65_536;

/** Streams a file through a denoiser; what comes out lies on the same timeline. Fails with `internal` at other rates. */
export async function denoiseFile(params: DenoiseParams, denoiser: HopDenoiser): Promise<void> {
  const reader = await openWavReader(params.speechPath);
  try {
    requireSpeechFormat(reader);
    const writer = await createWavWriter({
      path: params.outputPath,
      sampleRateHz: SPEECH_RATE_HZ,
      channels: 1,
      format: 's16',
    });
    try {
      await pump({ params, reader, writer, denoiser });
    } finally {
      await writer.close();
    }
  } finally {
    await reader.close();
  }
}

function requireSpeechFormat({ sampleRateHz, channels }: WavReader): void {
  if (sampleRateHz === SPEECH_RATE_HZ && channels === 1) return;
  throw new PipelineError(
    'internal',
    `Speech must be mono ${SPEECH_RATE_HZ} Hz, not ${channels} × ${sampleRateHz} Hz.`,
  );
}

interface PumpParams {
  readonly params: DenoiseParams;
  readonly reader: WavReader;
  readonly writer: WavWriter;
  readonly denoiser: HopDenoiser;
}

async function pump({ params, reader, writer, denoiser }: PumpParams): Promise<void> {
  const { hopSamples, delaySamples } = denoiser;
  const blockHops = Math.ceil(BLOCK_SAMPLES / hopSamples);
  const hops = Math.ceil((reader.frames + delaySamples) / hopSamples);
  for (let first = 0; first < hops; first += blockHops) {
    if (params.signal.aborted) throw abortError(params.signal, 'Denoising');
    const last = Math.min(hops, first + blockHops);
    const [heard = new Float32Array(0)] = await reader.read((last - first) * hopSamples);
    // Silence after the end brings out what the denoiser still holds.
    const input = new Float32Array((last - first) * hopSamples);
    input.set(heard);
    const output = new Float32Array(input.length);
    for (let at = 0; at < input.length; at += hopSamples) {
      output.set(await denoiser.next(input.subarray(at, at + hopSamples)), at);
    }
    const start = first * hopSamples;
    const from = Math.max(0, delaySamples - start);
    const to = Math.min(output.length, reader.frames + delaySamples - start);
    await writer.write([output.subarray(from, Math.max(from, to))]);
    params.onProgress(last / hops);
  }
}
