import { findProgram } from '../../process/find-program.js';
import { runProcess } from '../../process/run-process.js';

/** Turns lines into IPA, one for one; replaced in tests. */
export type TranscribeLines = (params: TranscribeLinesParams) => Promise<readonly string[]>;

export interface TranscribeLinesParams {
  /** Each without marks that end a clause. */
  readonly lines: readonly string[];
  /** A voice of espeak-ng: `de`, `en-gb-x-rp`. */
  readonly voice: string;
  /** What stands between the letters of a sound that has several: `t^ʃ`. Nothing when absent. */
  readonly tie?: string;
  readonly signal: AbortSignal;
}

const TIME_LIMIT_MS = 20_000;

/**
 * Lines as espeak-ng's IPA, in one process; empty where there is nothing to say. Fails with `engine-missing` without
 * espeak-ng, `engine-failed`, `time-limit`, `cancelled`.
 */
export const transcribeLines: TranscribeLines = async (params) => {
  const { lines } = params;
  if (lines.length === 0) return [];
  const spoken = await transcribe(params, lines);
  if (spoken.length === lines.length) return spoken;
  // a line that espeak-ng reads as two clauses comes as two: asked alone, all that comes is that line's
  const alone: string[] = [];
  for (const line of lines) alone.push((await transcribe(params, [line])).join(' ').trim());
  return alone;
};

async function transcribe(params: TranscribeLinesParams, lines: readonly string[]): Promise<readonly string[]> {
  const { voice, tie, signal } = params;
  const { stdout } = await runProcess({
    program: findProgram('espeak-ng') ?? 'espeak-ng',
    args: ['-q', '--ipa', ...(tie === undefined ? [] : [`--tie=${tie}`]), '-v', voice],
    input: lines.map((line) => `${line.replace(/\s+/gu, ' ').trim()}\n`).join(''),
    timeLimitMs: TIME_LIMIT_MS,
    signal,
  });
  // espeak-ng marks words it reads in another language: (en)…(de)
  const text = stdout.toString('utf8').replace(/\([a-z-]+\)/gu, '');
  return text
    .replace(/\n$/u, '')
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim());
}
