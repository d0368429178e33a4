import type { FitPlan, FittedSegment } from '../../../pipeline/contracts/fit-plan.js';
import { fadeEnds } from '../../../pipeline/sound/fade-ends.js';
import { abortError } from '../process/abort-error.js';
import { createWavWriter } from './create-wav-writer.js';
import { loadSpeech } from './load-speech.js';
import { BLOCK_FRAMES, PROGRAMME_RATE_HZ } from './sound-format.js';

export interface WriteDialogueParams {
  readonly path: string;
  readonly fit: FitPlan;
  /** Spoken line files by segment id; fitted segments without one stay silent. */
  readonly speech: ReadonlyMap<string, string>;
  /** Amplitude factor per segment id. */
  readonly gains: ReadonlyMap<string, number>;
  readonly frames: number;
  readonly signal: AbortSignal;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

interface PlacedLine {
  readonly startFrame: number;
  readonly samples: Float32Array;
}

/**
 * Writes the dubbed dialogue as a stereo stem of exactly `frames` frames, every line at its place. Only the lines that
 * sound at the moment are held in memory. Lines that start at once (two people) are added.
 */
export async function writeDialogue(params: WriteDialogueParams): Promise<void> {
  const format = { sampleRateHz: PROGRAMME_RATE_HZ, channels: 2, format: 's16' } as const;
  const writer = await createWavWriter({ path: params.path, ...format });
  try {
    const waiting = [...params.fit.segments].sort((a, b) => a.startMs - b.startMs);
    let sounding: PlacedLine[] = [];
    for (let start = 0; start < params.frames; start += BLOCK_FRAMES) {
      if (params.signal.aborted) throw abortError(params.signal, 'The mix');
      const length = Math.min(BLOCK_FRAMES, params.frames - start);
      for (let next = waiting[0]; next !== undefined && frameOf(next) < start + length; next = waiting[0]) {
        waiting.shift();
        const line = await placeLine(next, params);
        if (line !== undefined) sounding.push(line);
      }
      const block = renderBlock({ sounding, start, length });
      sounding = sounding.filter((line) => line.startFrame + line.samples.length > start + length);
      await writer.write([block, block]);
      params.onProgress?.((start + length) / params.frames);
    }
  } finally {
    await writer.close();
  }
}

const frameOf = (fitted: FittedSegment): number => Math.max(0, Math.round((fitted.startMs * PROGRAMME_RATE_HZ) / 1000));

async function placeLine(fitted: FittedSegment, params: WriteDialogueParams): Promise<PlacedLine | undefined> {
  const path = params.speech.get(fitted.id);
  if (path === undefined) return undefined;
  const samples = await loadSpeech({ path, fitted });
  const gain = params.gains.get(fitted.id) ?? 1;
  fadeEnds({ samples, sampleRateHz: PROGRAMME_RATE_HZ });
  for (let i = 0; i < samples.length; i++) samples[i] = (samples[i] ?? 0) * gain;
  return { startFrame: frameOf(fitted), samples };
}

interface RenderBlockParams {
  readonly sounding: readonly PlacedLine[];
  readonly start: number;
  readonly length: number;
}

function renderBlock({ sounding, start, length }: RenderBlockParams): Float32Array {
  const block = new Float32Array(length);
  for (const { startFrame, samples } of sounding) {
    const from = Math.max(start, startFrame);
    const to = Math.min(start + length, startFrame + samples.length);
    for (let at = from; at < to; at++) {
      block[at - start] = (block[at - start] ?? 0) + (samples[at - startFrame] ?? 0);
    }
  }
  return block;
}
