import { languageFallbacks } from '../../../../pipeline/engines/language-fallbacks.js';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { clonedVoice } from '../../../../pipeline/jobs/collect-speech.js';
import type {
  SpeechSynthesizer,
  SynthesizedSpeech,
  SynthesizeParams,
} from '../../../../pipeline/ports/speech-synthesizer.js';
import { writeWav } from '../../media/write-wav.js';
import type { ModelStore } from '../../models/model-store.js';
import type { OnnxRuntime } from '../../onnx/onnx-runtime.js';
import { trimSilence } from '../../speaking/trim-silence.js';
import { CHATTERBOX_LANGUAGES } from './chatterbox-languages.js';
import { createVoiceMemory } from './create-voice-memory.js';
import { openChatterbox } from './open-chatterbox.js';
import { prepareText } from './prepare-text.js';
import { saySentence } from './say-sentence.js';
import { CHATTERBOX_RATE_HZ } from './speech-marks.js';

export interface ChatterboxDeps {
  readonly models: ModelStore;
  readonly onnx: OnnxRuntime;
  /** Id in the registry. */
  readonly model: string;
}

/** Between two sentences, in ms. */
const PAUSE_MS = 150;
const LOUDEST = 32_767;

/**
 * Speech in the voice of a sample, with Chatterbox. It has no voice of its own: without a reference it does not speak.
 * `synthesize` fails with `engine-missing`, `language-unreachable`, `request-invalid` (no reference, nothing to say),
 * `source-damaged` (the sample), `engine-failed`, `cancelled`.
 */
export function createChatterboxCloner({ models, onnx, model }: ChatterboxDeps): SpeechSynthesizer {
  const voices = createVoiceMemory();
  return {
    voices: async (language) => (tagOf(language) === undefined ? [] : [{ id: clonedVoice, language }]),
    synthesize: async (params) => {
      const { text, language, reference, signal } = params;
      const tag = tagOf(language);
      if (tag === undefined) throw new PipelineError('language-unreachable', `Chatterbox does not speak ${language}.`);
      if (reference === undefined || params.voice !== clonedVoice)
        throw new PipelineError('request-invalid', 'Chatterbox speaks only like a sample.');
      const sentences = prepareText(text, language);
      if (sentences.length === 0) throw new PipelineError('request-invalid', 'There is nothing to say.');
      const opened = await openChatterbox({ models, onnx, model });
      const voice = await voices.of(opened, reference.path);
      const spoken: Float32Array[] = [];
      let isCutOff = false;
      for (const sentence of sentences) {
        const said = await saySentence({ model: opened, voice, sentence, tag, signal });
        spoken.push(said.samples);
        isCutOff ||= !said.hasEnd;
      }
      return { ...(await writeSpeech(params, spoken)), ...(isCutOff && { isCutOff }) };
    },
  };
}

function tagOf(language: string): string | undefined {
  const tag = languageFallbacks(language).find((each) => Object.hasOwn(CHATTERBOX_LANGUAGES, each));
  return tag === undefined ? undefined : CHATTERBOX_LANGUAGES[tag];
}

async function writeSpeech(
  { outputPath }: SynthesizeParams,
  spoken: readonly Float32Array[],
): Promise<SynthesizedSpeech> {
  const sentences = spoken.map(trimmed).filter(({ length }) => length > 0);
  if (sentences.length === 0) throw new PipelineError('engine-failed', 'The model said nothing.');
  const pause = Math.round((CHATTERBOX_RATE_HZ * PAUSE_MS) / 1000);
  const length = sentences.reduce((sum, sentence) => sum + sentence.length + pause, -pause);
  const samples = new Int16Array(length);
  let from = 0;
  for (const sentence of sentences) {
    samples.set(sentence, from);
    from += sentence.length + pause;
  }
  await writeWav(outputPath, { samples, sampleRateHz: CHATTERBOX_RATE_HZ, channels: 1 });
  return { durationMs: Math.round((length * 1e6) / CHATTERBOX_RATE_HZ) / 1000, sampleRateHz: CHATTERBOX_RATE_HZ };
}

/** Without the silence at both ends; made softer where it would clip. */
function trimmed(samples: Float32Array): Int16Array {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1);
  const whole = Int16Array.from(samples, (sample) => Math.round((sample / peak) * LOUDEST));
  const { from, to } = trimSilence(whole, CHATTERBOX_RATE_HZ);
  return whole.subarray(from, to);
}
