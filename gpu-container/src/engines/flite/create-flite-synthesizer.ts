import { rm } from 'node:fs/promises';
import type { Word } from '../../../../pipeline/contracts/word.js';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { SpeechSynthesizer, SynthesizeParams, Voice } from '../../../../pipeline/ports/speech-synthesizer.js';
import { readWav } from '../../media/read-wav.js';
import { writeWav } from '../../media/write-wav.js';
import { runProcess } from '../../process/run-process.js';
import { trimSilence } from '../../speaking/trim-silence.js';
import { CMU_PAUSE } from './cmu-phones.js';
import { parseDurations, type TimedPhone } from './parse-durations.js';
import { sharePhones } from './share-phones.js';

/** Measured on the digits; flite cannot change the pitch of these voices. */
const VOICES: readonly Voice[] = [
  { id: 'rms', language: 'en', gender: 'male', pitchHz: 103 },
  { id: 'slt', language: 'en', gender: 'female', pitchHz: 167 },
  { id: 'awb', language: 'en', gender: 'male', pitchHz: 132 },
];
const TIME_LIMIT_MS = 120_000;

/**
 * The clearest free English voices in Debian: recognizers mishear 2.5 % of rms. Gives phoneme and word times.
 * `synthesize` fails with `language-unreachable` (not English), `request-invalid`, `engine-failed`, `engine-missing`,
 * `cancelled`.
 */
export function createFliteSynthesizer(): SpeechSynthesizer {
  return {
    voices: async (language) => (/^en\b/i.test(language) ? VOICES.map((voice) => ({ ...voice, language })) : []),
    synthesize: async (params) => {
      if (!/^en\b/i.test(params.language)) {
        throw new PipelineError('language-unreachable', `flite speaks English only, not ${params.language}.`);
      }
      if (!VOICES.some(({ id }) => id === params.voice)) {
        throw new PipelineError('request-invalid', `flite has no voice "${params.voice}".`);
      }
      if (!/[\p{L}\p{N}]/u.test(params.text)) throw new PipelineError('request-invalid', 'There is nothing to say.');
      const spoken = await speak(params);
      return {
        ...spoken.sound,
        words: [...(await timeWords(params, spoken.phones))],
        phonemes: spoken.phones.map(toPhoneme),
      };
    },
  };
}

const toPhoneme = ({ ipa, startMs, endMs }: TimedPhone) => ({ ipa, startMs, endMs });

async function runFlite(params: SynthesizeParams, args: readonly string[], text: string): Promise<string> {
  const { stdout } = await runProcess({
    program: 'flite',
    args: ['-voice', params.voice, ...args, '-t', text],
    timeLimitMs: TIME_LIMIT_MS,
    signal: params.signal,
  });
  return stdout.toString('latin1');
}

/** Speaks the text into the output file, trimmed; phone times are from the start of that file. */
async function speak(params: SynthesizeParams) {
  const rawPath = `${params.outputPath}.raw.wav`;
  try {
    const printed = await runFlite(params, ['-psdur', '-o', rawPath], toPlainText(params.text));
    const { samples, sampleRateHz } = await readWav(rawPath);
    const { from, to } = trimSilence(samples, sampleRateHz);
    await writeWav(params.outputPath, { samples: samples.subarray(from, to), sampleRateHz, channels: 1 });
    const startMs = (from * 1000) / sampleRateHz;
    const durationMs = Math.round(((to - from) * 1e6) / sampleRateHz) / 1000;
    const clamp = (ms: number): number => Math.round(Math.min(durationMs, Math.max(0, ms - startMs)) * 10) / 10;
    const phones = parseDurations(printed).map((phone) => ({
      ...phone,
      startMs: clamp(phone.startMs),
      endMs: clamp(phone.endMs),
    }));
    return { sound: { durationMs, sampleRateHz }, phones };
  } finally {
    await rm(rawPath, { force: true });
  }
}

/** flite reads ASCII: accents are taken off, typographic signs become their plain forms. */
function toPlainText(text: string): string {
  return text
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—…]/g, ', ')
    .normalize('NFD')
    .replace(/[^\x20-\x7e]/g, '');
}

/** Finds each word's phones by how it sounds alone; words without times where a word is not said as one piece. */
async function timeWords(params: SynthesizeParams, phones: readonly TimedPhone[]): Promise<readonly Word[]> {
  const tokens = params.text.split(/\s+/).filter((token) => /[\p{L}\p{N}]/u.test(token));
  const alone = tokens.map((token) =>
    toPlainText(token)
      .replace(/[^A-Za-z0-9']+/g, ' ')
      .trim(),
  );
  const printed = await runFlite(params, ['-ps', '-o', 'none'], alone.join('; '));
  const groups = printed
    .split(new RegExp(`\\b${CMU_PAUSE}\\b`))
    .map((group) =>
      group
        .trim()
        .split(/\s+/)
        .filter((phone) => phone !== ''),
    )
    .filter((group) => group.length > 0);
  if (groups.length !== tokens.length) return [];
  const spans = sharePhones(
    phones.map(({ phone }) => phone),
    groups,
  );
  return tokens.flatMap((text, at): readonly Word[] => {
    const span = spans[at];
    const first = phones[span?.from ?? -1];
    const last = phones[(span?.to ?? 0) - 1];
    if (span === undefined || span.to <= span.from || first === undefined || last === undefined) return [];
    return [{ text, startMs: first.startMs, endMs: last.endMs }];
  });
}
