import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SeparationReport } from '../../../pipeline/contracts/separation-report.js';
import type { SourceSeparator } from '../../../pipeline/ports/source-separator.js';
import { createImageMeter } from '../../../pipeline/sound/create-image-meter.js';
import type { StemFinding } from '../../../pipeline/sound/judge-stems.js';
import { judgeStemFiles } from './judge-stem-files.js';
import { openProgramme } from './open-programme.js';
import { readBlocks } from './read-blocks.js';
import { writeNeuralStems } from './write-neural-stems.js';
import { type WriteStemsParams, writeStems } from './write-stems.js';

export interface SeparateSoundParams {
  /** 48 kHz mono or stereo WAV. */
  readonly originalPath: string;
  /** An existing folder; the stems are written here. */
  readonly outputDirectory: string;
  /** What takes the dialogue out; without one it is taken out of the middle of the stereo image. */
  readonly separator?: { readonly id: string; readonly engine: SourceSeparator } | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** Either two stems that add up to the original, or the word that ducking is the better way. */
export type SeparatedSound =
  | {
      readonly method: 'centre' | 'neural';
      readonly backgroundPath: string;
      readonly dialoguePath: string;
      readonly report: SeparationReport;
    }
  | { readonly method: 'duck'; readonly report: SeparationReport };

/** Below this hardly anything but the middle is there: taking it out would take the room along with the voice. */
const NARROW_SIDE_TO_MID_DB = -18;
/** Below this both channels are the same but for rounding. */
const MONO_SIDE_TO_MID_DB = -90;
/** Measuring the image is quick beside the separation itself. */
const IMAGE_SHARE_OF_WORK = 0.1;

/**
 * Splits a programme into dialogue and background, in a stream: memory does not grow with length. By the stereo image,
 * mono gives `duck`; so do, either way, stems that fail the check (swapped, or the voice still in the background).
 * Fails with `source-damaged`, `cancelled`, and what the separator fails with.
 */
export async function separateSound(params: SeparateSoundParams): Promise<SeparatedSound> {
  const { separator, outputDirectory, signal } = params;
  const sideToMidDb = await measureImage(params);
  const image = { sideToMidDb: round(sideToMidDb) };
  if (separator === undefined && sideToMidDb < NARROW_SIDE_TO_MID_DB) {
    const reason = 'Both channels carry nearly the same sound, so the background is not beside the voice.';
    return { method: 'duck', report: { method: 'duck', ...image, reason } };
  }
  const paths = {
    backgroundPath: join(outputDirectory, 'background.wav'),
    dialoguePath: join(outputDirectory, 'dialogue.wav'),
  };
  const onProgress = (fraction: number): void =>
    params.onProgress(IMAGE_SHARE_OF_WORK + fraction * (1 - IMAGE_SHARE_OF_WORK));
  const parted = await partSound({ ...params, ...paths, onProgress }, sideToMidDb);
  const judgement = await judgeStemFiles({ ...paths, signal, isFaintIgnored: separator !== undefined });
  const report = {
    ...parted,
    ...image,
    dialogueSpeechScore: judgement.dialogueScore,
    backgroundSpeechScore: judgement.backgroundScore,
    reason: separator === undefined ? judgement.reason : NEURAL_REASONS[judgement.finding],
  };
  if (judgement.isTrusted) return { method: report.method, ...paths, report };
  await Promise.all([rm(paths.backgroundPath, { force: true }), rm(paths.dialoguePath, { force: true })]);
  return { method: 'duck', report: { ...report, method: 'duck' } };
}

/** The engine, by whose name the report is read, is told beside it. */
const NEURAL_REASONS: Readonly<Record<StemFinding, string>> = {
  trusted: 'The network parted the dialogue from the rest.',
  'no-speech': 'The network found no speech.',
  swapped: 'The network took the background for the voice: the stems came out swapped.',
  'voice-in-both': 'The network left the voice in both stems.',
};

type Parted = { readonly method: 'centre' } | { readonly method: 'neural'; readonly engine: string };

async function partSound(params: SeparateSoundParams & WriteStemsParams, sideToMidDb: number): Promise<Parted> {
  const { separator } = params;
  if (separator === undefined) {
    await writeStems(params);
    return { method: 'centre' };
  }
  await writeNeuralStems({ ...params, separator: separator.engine, isMono: sideToMidDb < MONO_SIDE_TO_MID_DB });
  return { method: 'neural', engine: separator.id };
}

async function measureImage({ originalPath, signal, onProgress }: SeparateSoundParams): Promise<number> {
  const reader = await openProgramme(originalPath);
  try {
    const meter = createImageMeter();
    const report = (fraction: number): void => onProgress(fraction * IMAGE_SHARE_OF_WORK);
    for await (const block of readBlocks({ reader, signal, onProgress: report })) meter.push(block);
    return meter.sideToMidDb();
  } finally {
    await reader.close();
  }
}

const round = (db: number): number => Math.round(db * 10) / 10;
