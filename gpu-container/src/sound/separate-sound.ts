import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SeparationReport } from '../../../pipeline/contracts/separation-report.js';
import { createImageMeter } from '../../../pipeline/sound/create-image-meter.js';
import { judgeStemFiles } from './judge-stem-files.js';
import { openProgramme } from './open-programme.js';
import { readBlocks } from './read-blocks.js';
import { writeStems } from './write-stems.js';

export interface SeparateSoundParams {
  /** 48 kHz mono or stereo WAV. */
  readonly originalPath: string;
  /** An existing folder; the stems are written here. */
  readonly outputDirectory: string;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** Either two stems that add up to the original, or the word that ducking is the better way. */
export type SeparatedSound =
  | {
      readonly method: 'centre';
      readonly backgroundPath: string;
      readonly dialoguePath: string;
      readonly report: SeparationReport;
    }
  | { readonly method: 'duck'; readonly report: SeparationReport };

/** Below this hardly anything but the middle is there: taking it out would take the room along with the voice. */
const NARROW_SIDE_TO_MID_DB = -18;
/** Measuring the image is quick beside the separation itself. */
const IMAGE_SHARE_OF_WORK = 0.1;

/**
 * Splits a stereo programme into dialogue and background, in a stream: memory does not grow with length.
 * Mono, and stems that fail the check (swapped, or the voice still in the background), give `duck`.
 * Fails with `source-damaged`, `cancelled`.
 */
export async function separateSound(params: SeparateSoundParams): Promise<SeparatedSound> {
  const sideToMidDb = await measureImage(params);
  if (sideToMidDb < NARROW_SIDE_TO_MID_DB) {
    const reason = 'Both channels carry nearly the same sound, so the background is not beside the voice.';
    return { method: 'duck', report: { method: 'duck', sideToMidDb: round(sideToMidDb), reason } };
  }
  const backgroundPath = join(params.outputDirectory, 'background.wav');
  const dialoguePath = join(params.outputDirectory, 'dialogue.wav');
  const onProgress = (fraction: number): void =>
    params.onProgress(IMAGE_SHARE_OF_WORK + fraction * (1 - IMAGE_SHARE_OF_WORK));
  await writeStems({ ...params, backgroundPath, dialoguePath, onProgress });
  const judgement = await judgeStemFiles({ backgroundPath, dialoguePath, signal: params.signal });
  const scores = { dialogueSpeechScore: judgement.dialogueScore, backgroundSpeechScore: judgement.backgroundScore };
  if (!judgement.isTrusted) {
    await Promise.all([rm(backgroundPath, { force: true }), rm(dialoguePath, { force: true })]);
    const report = { method: 'duck', sideToMidDb: round(sideToMidDb), ...scores, reason: judgement.reason } as const;
    return { method: 'duck', report };
  }
  const report = { method: 'centre', sideToMidDb: round(sideToMidDb), ...scores, reason: judgement.reason } as const;
  return { method: 'centre', backgroundPath, dialoguePath, report };
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
