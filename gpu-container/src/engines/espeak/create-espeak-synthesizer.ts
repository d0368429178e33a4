import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type {
  SpeechSynthesizer,
  SynthesizedSpeech,
  SynthesizeParams,
  Voice,
} from '../../../../pipeline/ports/speech-synthesizer.js';
import { writeWav } from '../../media/write-wav.js';
import { trimSilence } from '../../speaking/trim-silence.js';
import { espeakVoiceFor } from './espeak-languages.js';
import { ESPEAK_VARIANTS, espeakPitch } from './espeak-pitch.js';
import { type EspeakSpeech, runEspeak } from './run-espeak.js';
import { timeSpeech } from './time-speech.js';

const WORDS_PER_MINUTE = 165;
const DEFAULT_RANGE = 50;

/**
 * Speech for a hundred languages, with phoneme and word times, tuned to the pitch of the speaker. Every utterance is a
 * process of its own, so there is nothing to dispose.
 * `synthesize` fails with `language-unreachable`, `request-invalid` (unknown voice, nothing to say), `engine-failed`,
 * `engine-missing`, `cancelled`.
 */
export function createEspeakSynthesizer(): SpeechSynthesizer {
  return {
    voices: async (language) => {
      const base = espeakVoiceFor(language);
      if (base === undefined) return [];
      return ESPEAK_VARIANTS.map(
        ({ suffix, gender, pitchHz }): Voice => ({ id: `${base}${suffix}`, language, gender, pitchHz }),
      );
    },
    synthesize: async (params) => {
      const base = espeakVoiceFor(params.language);
      if (base === undefined) {
        throw new PipelineError('language-unreachable', `espeak-ng does not speak ${params.language}.`);
      }
      const variant = ESPEAK_VARIANTS.find(({ suffix }) => params.voice === `${base}${suffix}`);
      if (variant === undefined) {
        throw new PipelineError('request-invalid', `espeak-ng has no voice "${params.voice}" for ${params.language}.`);
      }
      if (params.text.trim() === '') throw new PipelineError('request-invalid', 'There is nothing to say.');
      const utterance = {
        ...{ voice: params.voice, text: params.text, range: DEFAULT_RANGE, wordsPerMinute: WORDS_PER_MINUTE },
        pitch: espeakPitch(params.pitchHz ?? variant.pitchHz, variant.pitchHz),
      };
      const [speech] = await runEspeak([utterance], params.signal);
      if (speech === undefined) throw new PipelineError('engine-failed', 'espeak-ng gave no answer.');
      return writeSpeech(params, speech);
    },
  };
}

async function writeSpeech(params: SynthesizeParams, speech: EspeakSpeech): Promise<SynthesizedSpeech> {
  const { sampleRateHz } = speech;
  const { from, to } = trimSilence(speech.samples, sampleRateHz);
  if (from === to) throw new PipelineError('request-invalid', 'The text holds nothing that can be spoken.');
  await writeWav(params.outputPath, { samples: speech.samples.subarray(from, to), sampleRateHz, channels: 1 });
  const durationMs = Math.round(((to - from) * 1e6) / sampleRateHz) / 1000;
  return { durationMs, sampleRateHz, ...timeSpeech(params.text, speech, from, to) };
}
