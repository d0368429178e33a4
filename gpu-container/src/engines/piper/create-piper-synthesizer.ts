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
import type { OnnxSession } from '../../onnx/onnx-session.js';
import type { OnnxTensor } from '../../onnx/onnx-tensor.js';
import { abortError } from '../../process/abort-error.js';
import type { ReadAloud } from '../../speaking/read-aloud.js';
import { type TimedSound, timeSigns } from '../../speaking/time-signs.js';
import { timesOfSounds } from '../../speaking/times-of-sounds.js';
import { trimSilence } from '../../speaking/trim-silence.js';
import { openVoice } from './open-voice.js';
import { phonemeIds } from './phoneme-ids.js';
import { readSentences, type SentenceSign } from './read-sentences.js';

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
  readonly read: ReadAloud;
}

/**
 * The noise these voices were trained with is left out: with it the same text would be other bytes every time, and
 * nothing could be remembered. They sound a little flatter for it.
 */
const NO_NOISE = 0;

/**
 * Speech with Piper voices (VITS graphs that take espeak-ng's phonemes), with word and phoneme times. `synthesize` fails
 * with `engine-missing` (weights or espeak-ng), `language-unreachable`, `request-invalid` (unknown voice, nothing to
 * say), `engine-failed`, `cancelled`.
 */
export function createPiperSynthesizer(deps: PiperDeps): SpeechSynthesizer {
  const open = new Map<string, Promise<OnnxSession>>();
  const sessionOf = (modelPath: string): Promise<OnnxSession> => {
    const known = open.get(modelPath) ?? openVoice(deps.onnx, modelPath);
    open.set(modelPath, known);
    known.catch(() => open.delete(modelPath)); // the caller gets the failure; the next one tries again
    return known;
  };
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
      const { words, sentences } = await readSentences({ text, voice: config.espeak.voice, read: deps.read, signal });
      if (sentences.length === 0) throw new PipelineError('request-invalid', 'There is nothing to say.');
      const session = await sessionOf(model.file('voice.onnx'));
      const spoken: SpokenSentence[] = [];
      for (const sentence of sentences) {
        if (signal.aborted) throw abortError(signal, 'The speech');
        spoken.push(await speakSentence(session, sentence, config));
      }
      return writeSpeech(params, { spoken, words, sampleRateHz: config.audio.sample_rate });
    },
  };
}

function speaks(voice: string, language: string): boolean {
  const wanted = languageFallbacks(language);
  return findModel(voice).languages.some((tag) => wanted.includes(tag) || tag.startsWith(`${language}-`));
}

interface SpokenSentence {
  readonly samples: Float32Array;
  readonly sounds: readonly TimedSound[];
}

async function speakSentence(
  session: OnnxSession,
  sentence: readonly SentenceSign[],
  config: PiperConfig,
): Promise<SpokenSentence> {
  const { ids, signs, counts } = phonemeIds(sentence, config.phoneme_id_map);
  const outputs = await session.run(feedsOf(ids, config));
  const samples = floats(outputs, 'output');
  const durations = session.outputNames.find((name) => name !== 'output');
  if (durations === undefined) return { samples, sounds: [] };
  const frames = floats(outputs, durations);
  const perFrame = samples.length / frames.reduce((sum, count) => sum + count, 0);
  let from = 0;
  const lengths = counts.map((count) => {
    const own = frames.subarray(from, from + count).reduce((sum, each) => sum + each, 0);
    from += count;
    return own * perFrame;
  });
  return { samples, sounds: timeSigns({ signs, lengths }) };
}

function feedsOf(ids: readonly number[], { inference, num_speakers: speakers }: PiperConfig) {
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

function floats(outputs: Readonly<Record<string, OnnxTensor>>, name: string): Float32Array {
  const output = outputs[name];
  if (output?.type === 'float32') return output.data;
  throw new PipelineError('engine-failed', 'The voice gives no sound.');
}

interface Speech {
  readonly spoken: readonly SpokenSentence[];
  readonly words: readonly string[];
  readonly sampleRateHz: number;
}

/** As loud as sixteen bits hold, which is how Piper itself writes its files. */
async function writeSpeech(
  { outputPath }: SynthesizeParams,
  { spoken, words, sampleRateHz }: Speech,
): Promise<SynthesizedSpeech> {
  const samples = new Int16Array(spoken.reduce((sum, { samples: own }) => sum + own.length, 0));
  const sounds: TimedSound[] = [];
  let at = 0;
  for (const { samples: own, sounds: heard } of spoken) {
    const loudest = own.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0.01);
    for (let index = 0; index < own.length; index++)
      samples[at + index] = Math.round(((own[index] ?? 0) * 32_767) / loudest);
    for (const sound of heard) sounds.push({ ...sound, from: sound.from + at, to: sound.to + at });
    at += own.length;
  }
  const { from, to } = trimSilence(samples, sampleRateHz);
  if (from === to) throw new PipelineError('request-invalid', 'The text holds nothing that can be spoken.');
  await writeWav(outputPath, { samples: samples.subarray(from, to), sampleRateHz, channels: 1 });
  const within = (sample: number): number => Math.min(to, Math.max(from, sample)) - from;
  const cut = sounds.map((sound) => ({ ...sound, from: within(sound.from), to: within(sound.to) }));
  return {
    durationMs: Math.round(((to - from) * 1e6) / sampleRateHz) / 1000,
    sampleRateHz,
    ...(sounds.length > 0 ? timesOfSounds(cut, words, sampleRateHz) : {}),
  };
}
