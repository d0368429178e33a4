import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { SeparateSourcesParams, SourceSeparator, Stem } from '../../../../pipeline/ports/source-separator.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import { type ModelGraph, type NeuralDeps, openModel } from '../../neural/open-model.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { abortError } from '../../process/abort-error.js';
import { createWavWriter, type WavWriter } from '../../sound/create-wav-writer.js';
import { openWavReader, type WavReader } from '../../sound/open-wav-reader.js';
import { type Level, measureLevel } from './measure-level.js';
import { createOverlapAdder } from './overlap-adder.js';

/** A graph of Demucs' signature: stereo sound `[1, 2, n]` in, `[1, 4, 2, n]` out (drums, bass, other, vocals). */
export interface DemucsGraph extends ModelGraph {
  readonly input: string;
  readonly output: string;
  /** Samples the graph takes at once: 343 980 (7.8 s) for Hybrid Transformer Demucs. */
  readonly segmentSamples: number;
}

const RATE_HZ = 44_100;
const STEMS: readonly Stem[] = ['drums', 'bass', 'other', 'vocals'];
/** Segments begin this share of their length apart: a quarter of each is heard twice. */
const STRIDE_SHARE = 0.75;

/**
 * Hybrid Transformer Demucs (Rouard et al., 2023) and everything with its signature; segments, levels and weights are
 * those of its `apply_model` without random shifts. Fails with `engine-missing` and, for another format, `internal`.
 */
export function createDemucsSeparator(deps: NeuralDeps, graph: DemucsGraph): SourceSeparator {
  return {
    separate: async (params) => {
      const session = await openModel(deps, graph);
      const reader = await openWavReader(params.mixPath);
      try {
        if (reader.sampleRateHz !== RATE_HZ || reader.channels !== 2) {
          throw new PipelineError('internal', `Separation needs stereo sound at ${RATE_HZ} Hz.`);
        }
        await separateFile({ session, graph, reader, params, level: await measureLevel(reader) });
      } finally {
        await reader.close();
      }
    },
  };
}

interface Separation {
  readonly session: OnnxSession;
  readonly graph: DemucsGraph;
  readonly reader: WavReader;
  readonly params: SeparateSourcesParams;
  readonly level: Level;
}

async function separateFile(separation: Separation): Promise<void> {
  const { graph, reader, params, level } = separation;
  const { segmentSamples } = graph;
  const stride = Math.floor(segmentSamples * STRIDE_SHARE);
  const writers = await openWriters(params.stemPaths);
  const adders = new Map(
    [...writers.keys()].map((stem) => [stem, createOverlapAdder({ channels: 2, segmentSamples })]),
  );
  try {
    for (let offset = 0; offset < reader.frames; offset += stride) {
      if (params.signal.aborted) throw abortError(params.signal, 'Separation');
      const length = Math.min(segmentSamples, reader.frames - offset);
      const stems = await separateSegment(separation, offset, length);
      const finished = offset + stride >= reader.frames ? length : stride;
      for (const [stem, writer] of writers) {
        const parts = adders.get(stem)?.add(stems(stem), { length, finished }) ?? [];
        await writer.write(parts.map((part) => part.map((value) => value * level.deviation + level.mean)));
      }
      params.onProgress(Math.min(1, (offset + finished) / reader.frames));
    }
  } finally {
    for (const writer of writers.values()) await writer.close();
  }
}

/** The stems of one stretch; where it is shorter than the graph wants, what lies around it is heard too. */
async function separateSegment({ session, graph, reader, level }: Separation, offset: number, length: number) {
  const { segmentSamples } = graph;
  const before = Math.floor((segmentSamples - length) / 2);
  const start = offset - before;
  const sides = await reader.readAt(Math.max(0, start), segmentSamples - Math.max(0, -start));
  const input = new Float32Array(2 * segmentSamples);
  for (const [channel, samples] of sides.entries()) {
    const normal = samples.map((value) => (value - level.mean) / level.deviation);
    input.set(normal, channel * segmentSamples + Math.max(0, -start));
  }
  const outputs = await session.run({ [graph.input]: floatTensor([1, 2, segmentSamples], input) });
  const { data } = floatOutput(outputs, graph.output);
  return (stem: Stem): readonly Float32Array[] =>
    [0, 1].map((channel) => {
      const from = (STEMS.indexOf(stem) * 2 + channel) * segmentSamples + before;
      return data.slice(from, from + length);
    });
}

async function openWriters(paths: SeparateSourcesParams['stemPaths']): Promise<ReadonlyMap<Stem, WavWriter>> {
  const writers = new Map<Stem, WavWriter>();
  for (const stem of STEMS) {
    const path = paths[stem];
    if (path === undefined) continue;
    writers.set(stem, await createWavWriter({ path, sampleRateHz: RATE_HZ, channels: 2, format: 'f32' }));
  }
  return writers;
}
