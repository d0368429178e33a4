import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { languageFallbacks } from '../../../../pipeline/engines/language-fallbacks.js';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type {
  SpeechSynthesizer,
  SynthesizedSpeech,
  SynthesizeParams,
} from '../../../../pipeline/ports/speech-synthesizer.js';
import { writeWav } from '../../media/write-wav.js';
import { findModel } from '../../models/find-model.js';
import type { ModelStore } from '../../models/model-store.js';
import type { OnnxRuntime } from '../../onnx/onnx-runtime.js';
import type { OnnxTensor } from '../../onnx/onnx-tensor.js';
import { trimSilence } from '../trim-silence.js';
import { phonemeIds } from './phoneme-ids.js';

/** What is read of the file beside a voice. */
const PiperConfig = z.object({
  audio: z.object({ sample_rate: z.number() }),
  espeak: z.object({ voice: z.string() }),
  inference: z.object({ length_scale: z.number() }),
  num_speakers: z.number().default(1),
  phoneme_id_map: z.record(z.string(), z.array(z.number())),
});
type PiperConfig = z.infer<typeof PiperConfig>;

export interface PiperDeps {
  readonly models: ModelStore;
  readonly onnx: OnnxRuntime;
  /** Models of this engine, one voice each. */
  readonly voices: readonly string[];
  /** The sentences of a text as phonemes. */
  readonly phonemize: (params: {
    readonly text: string;
    readonly voice: string;
    readonly signal: AbortSignal;
  }) => Promise<readonly string[]>;
}

/**
 * The noise these voices were trained with is left out: with it the same text would be other bytes every time, and
 * nothing could be remembered. They sound a little flatter for it.
 */
const NO_NOISE = 0;

/**
 * Speech with Piper voices (VITS graphs that take espeak-ng's phonemes). `synthesize` fails with `engine-missing`
 * (weights or espeak-ng), `language-unreachable`, `request-invalid` (unknown voice, nothing to say), `engine-failed`, `cancelled`.
 */
export function createPiperSynthesizer(deps: PiperDeps): SpeechSynthesizer {
  return {
    voices: async (language) => {
      const fitting = deps.voices.filter((id) => speaks(id, language));
      const states = await Promise.all(fitting.map(async (id) => ({ id, state: await deps.models.look(id) })));
      return states.flatMap(({ id, state }) => (state.kind === 'ready' ? { id, language } : []));
    },
    synthesize: async (params) => {
      if (deps.voices.every((id) => !speaks(id, params.language)))
        throw new PipelineError('language-unreachable', `These Piper voices do not speak ${params.language}.`);
      if (!deps.voices.includes(params.voice))
        throw new PipelineError('request-invalid', `Piper has no voice "${params.voice}".`);
      const model = await deps.models.locate(params.voice, { signal: params.signal });
      const config = PiperConfig.parse(JSON.parse(await readFile(model.file('voice.onnx.json'), 'utf8')));
      const { signal, text } = params;
      const sentences = await deps.phonemize({ text, voice: config.espeak.voice, signal });
      if (sentences.length === 0) throw new PipelineError('request-invalid', 'There is nothing to say.');
      const session = await deps.onnx.open({ modelPath: model.file('voice.onnx') });
      const spoken: Float32Array[] = [];
      for (const sentence of sentences) spoken.push(floats(await session.run(feedsOf(sentence, config))));
      return writeSpeech(params, spoken, config.audio.sample_rate);
    },
  };
}

function speaks(voice: string, language: string): boolean {
  const wanted = languageFallbacks(language);
  return findModel(voice).languages.some((tag) => wanted.includes(tag) || tag.startsWith(`${language}-`));
}

function feedsOf(sentence: string, { phoneme_id_map: map, inference, num_speakers: speakers }: PiperConfig) {
  const ids = phonemeIds(sentence, map);
  const integers = (values: readonly number[], dims: readonly number[]): OnnxTensor => ({
    type: 'int64',
    data: BigInt64Array.from(values, BigInt),
    dims,
  });
  return {
    input: integers(ids, [1, ids.length]),
    input_lengths: integers([ids.length], [1]),
    scales: {
      type: 'float32',
      data: Float32Array.of(NO_NOISE, inference.length_scale, NO_NOISE),
      dims: [3],
    },
    ...(speakers > 1 ? { sid: integers([0], [1]) } : {}),
  } satisfies Record<string, OnnxTensor>;
}

function floats(outputs: Readonly<Record<string, OnnxTensor>>): Float32Array {
  const output = outputs['output'];
  if (output?.type === 'float32') return output.data;
  throw new PipelineError('engine-failed', 'The voice gives no sound.');
}

/** As loud as sixteen bits hold, which is how Piper itself writes its files. */
async function writeSpeech(
  { outputPath }: SynthesizeParams,
  spoken: readonly Float32Array[],
  sampleRateHz: number,
): Promise<SynthesizedSpeech> {
  const length = spoken.reduce((sum, { length: samples }) => sum + samples, 0);
  const samples = new Int16Array(length);
  let from = 0;
  for (const sentence of spoken) {
    const loudest = sentence.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0.01);
    for (const [at, sample] of sentence.entries()) samples[from + at] = Math.round((sample * 32_767) / loudest);
    from += sentence.length;
  }
  const bounds = trimSilence(samples, sampleRateHz);
  if (bounds.from === bounds.to)
    throw new PipelineError('request-invalid', 'The text holds nothing that can be spoken.');
  await writeWav(outputPath, { samples: samples.subarray(bounds.from, bounds.to), sampleRateHz, channels: 1 });
  return { durationMs: Math.round(((bounds.to - bounds.from) * 1e6) / sampleRateHz) / 1000, sampleRateHz };
}
