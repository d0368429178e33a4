import { readFile, rm } from 'node:fs/promises';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type {
  SpeechSynthesizer,
  SynthesizedSpeech,
  SynthesizeParams,
  Voice,
} from '../../../../pipeline/ports/speech-synthesizer.js';
import type { LocatedModel } from '../../models/located-model.js';
import type { ModelStore } from '../../models/model-store.js';
import { locateForDevice } from '../../onnx/locate-for-device.js';
import type { OnnxRuntime } from '../../onnx/onnx-runtime.js';
import { reachForDevice } from '../../onnx/reach-for-device.js';
import type { ReadAloud } from '../../speaking/read-aloud.js';
import { timesOfSounds } from '../../speaking/times-of-sounds.js';
import { type KokoroLanguage, kokoroLanguage } from './kokoro-language.js';
import { planRuns } from './plan-runs.js';
import { readScript } from './read-script.js';
import { readSymbols } from './read-symbols.js';
import { KOKORO_RATE_HZ, type SpeakRunsParams, type SpokenRuns, speakRuns } from './speak-runs.js';

export interface KokoroDeps {
  readonly models: ModelStore;
  readonly onnx: OnnxRuntime;
  readonly read: ReadAloud;
}

const MODEL = 'kokoro-82m';
/** The rows of a voice: one for each length of run, 256 numbers of four bytes each. */
const VOICE_BYTES = 510 * 256 * 4;
/** Outside of these the model slurs or drawls. */
const SPEEDS = { least: 0.5, most: 2 } as const;
/** A length this near to the wanted one is not spoken again. */
const NEAR_ENOUGH = 0.02;

/**
 * Speech with Kokoro-82M (a StyleTTS 2 graph that takes phonemes and a voice), with word and phoneme times. A wanted
 * length is met by speaking a second time, faster or slower, as far as that goes. `synthesize` fails with
 * `engine-missing` (weights or espeak-ng), `language-unreachable`, `request-invalid` (unknown voice, nothing to say),
 * `engine-failed`, `cancelled`.
 */
export function createKokoroSynthesizer(deps: KokoroDeps): SpeechSynthesizer {
  return {
    voices: async (language) => {
      const spoken = kokoroLanguage(language);
      if (spoken === undefined) return [];
      return (await isReached(deps)) ? spoken.voices.map(({ id, gender }): Voice => ({ id, language, gender })) : [];
    },
    synthesize: async (params) => {
      const language = languageOf(params);
      const { located, variant } = await locateForDevice({ models: deps.models, onnx: deps.onnx, model: MODEL });
      const { text, signal, outputPath } = params;
      const script = await readScript({ text, language, read: deps.read, signal });
      const runs = planRuns({ script, symbols: await readSymbols(located.file('tokenizer.json')) });
      if (runs.length === 0) throw new PipelineError('request-invalid', 'There is nothing to say.');
      const voice = await readVoice(located, params.voice);
      const graph = variant === 'fp16' ? 'model_fp16.onnx' : 'model.onnx';
      const session = await deps.onnx.open({ modelPath: located.file(graph) });
      const spoken = await speakInTime({ runs, session, voice, outputPath, signal }, params.durationMs);
      return describe(spoken, script.words);
    },
  };
}

/** For any device: who lists the voices need not be who speaks. */
async function isReached({ models }: KokoroDeps): Promise<boolean> {
  const devices = ['cpu', 'cuda'] as const;
  const states = await Promise.all(devices.map((device) => reachForDevice({ models, model: MODEL, device })));
  return states.some(({ kind }) => kind === 'ready');
}

function languageOf({ language, voice }: SynthesizeParams): KokoroLanguage {
  const spoken = kokoroLanguage(language);
  if (spoken === undefined) throw new PipelineError('language-unreachable', `Kokoro does not speak ${language}.`);
  if (spoken.voices.every(({ id }) => id !== voice))
    throw new PipelineError('request-invalid', `Kokoro has no voice "${voice}" for ${language}.`);
  return spoken;
}

async function readVoice(model: LocatedModel, id: string): Promise<Float32Array> {
  const bytes = await readFile(model.file(`voices/${id}.bin`));
  if (bytes.length === VOICE_BYTES) return new Float32Array(new Uint8Array(bytes).buffer);
  throw new PipelineError('engine-failed', `The voice ${id} has ${bytes.length} bytes instead of ${VOICE_BYTES}.`);
}

/** Speaks at natural speed, and again where that misses the wanted length. */
async function speakInTime(params: Omit<SpeakRunsParams, 'speed'>, wantedMs: number | undefined): Promise<SpokenRuns> {
  const natural = await speakRuns({ ...params, speed: 1 });
  if (natural.samples === 0) {
    await rm(params.outputPath, { force: true });
    throw new PipelineError('request-invalid', 'The text holds nothing that can be spoken.');
  }
  if (wantedMs === undefined) return natural;
  const ratio = (natural.samples * 1000) / KOKORO_RATE_HZ / wantedMs;
  const speed = Math.round(Math.min(SPEEDS.most, Math.max(SPEEDS.least, ratio)) * 1000) / 1000;
  return Math.abs(ratio - 1) <= NEAR_ENOUGH ? natural : speakRuns({ ...params, speed });
}

function describe({ samples, sounds }: SpokenRuns, words: readonly string[]): SynthesizedSpeech {
  return {
    durationMs: Math.round((samples * 1e6) / KOKORO_RATE_HZ) / 1000,
    sampleRateHz: KOKORO_RATE_HZ,
    ...timesOfSounds(sounds, words, KOKORO_RATE_HZ),
  };
}
