import { rm } from 'node:fs/promises';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type {
  SpeechSynthesizer,
  SynthesizedSpeech,
  SynthesizeParams,
} from '../../../../pipeline/ports/speech-synthesizer.js';
import { readWav } from '../../media/read-wav.js';
import { writeWav } from '../../media/write-wav.js';
import { runProcess } from '../../process/run-process.js';
import { trimSilence } from '../../speaking/trim-silence.js';

/** One woman's voice per language. */
const VOICES: ReadonlyMap<string, string> = new Map([
  ['en', 'en-US'],
  ['en-GB', 'en-GB'],
  ['de', 'de-DE'],
  ['es', 'es-ES'],
  ['fr', 'fr-FR'],
  ['it', 'it-IT'],
]);

/** Tags the engine declares. */
export const PICO_LANGUAGES: readonly string[] = [...VOICES.keys()].sort();
const TIME_LIMIT_MS = 120_000;

const voiceFor = (language: string): string | undefined =>
  VOICES.get(language) ?? VOICES.get(language.split('-')[0] ?? '');

/**
 * SVOX Pico: the most natural of the small voices, where Debian's non-free `libttspico-utils` is installed.
 * `synthesize` fails with `language-unreachable`, `request-invalid`, `engine-failed`, `engine-missing`, `cancelled`.
 */
export function createPicoSynthesizer(): SpeechSynthesizer {
  return {
    voices: async (language) => {
      const id = voiceFor(language);
      return id === undefined ? [] : [{ id, language, gender: 'female' }];
    },
    synthesize: async (params) => {
      const id = voiceFor(params.language);
      if (id === undefined) throw new PipelineError('language-unreachable', `Pico does not speak ${params.language}.`);
      if (params.voice !== id) throw new PipelineError('request-invalid', `Pico has no voice "${params.voice}".`);
      if (!/[\p{L}\p{N}]/u.test(params.text)) throw new PipelineError('request-invalid', 'There is nothing to say.');
      return speak(id, params);
    },
  };
}

async function speak(voice: string, params: SynthesizeParams): Promise<SynthesizedSpeech> {
  const rawPath = `${params.outputPath}.raw.wav`;
  // Pico reads mark-up in its text; what people write is no mark-up
  const text = params.text.replace(/[<>&]/g, ' ');
  try {
    await runProcess({
      program: 'pico2wave',
      args: ['-l', voice, '-w', rawPath, '--', text],
      timeLimitMs: TIME_LIMIT_MS,
      signal: params.signal,
    });
    const { samples, sampleRateHz } = await readWav(rawPath);
    const { from, to } = trimSilence(samples, sampleRateHz);
    await writeWav(params.outputPath, { samples: samples.subarray(from, to), sampleRateHz, channels: 1 });
    return { durationMs: Math.round(((to - from) * 1e6) / sampleRateHz) / 1000, sampleRateHz };
  } finally {
    await rm(rawPath, { force: true });
  }
}
