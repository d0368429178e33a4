import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Word } from '../../../../pipeline/contracts/word.js';
import { runProcess } from '../../process/run-process.js';
import type { AcousticSettings } from './acoustic-settings.js';
import { parseCtm } from './parse-ctm.js';

export interface RunBatchParams {
  /** Folder that holds the utterances as `<id>.wav`; control and result files are written beside them. */
  readonly directory: string;
  /** Name of this batch inside the folder. */
  readonly name: string;
  readonly utterances: readonly string[];
  /** Length of all of them together in ms; sets the time limit. */
  readonly durationMs: number;
  readonly settings: AcousticSettings;
  readonly signal: AbortSignal;
  readonly onUtterance: (id: string) => void;
}

/** Slower than this many times real time and the machine is stuck. */
const SLOWEST_REAL_TIME_FACTOR = 20;
const START_ALLOWANCE_MS = 120_000;
const WAV_HEADER_BYTES = '44';
const DONE = /batch\.c\(\d+\): (\S+): [\d.]+ seconds speech/g;

/**
 * Recognizes many utterances with one load of the models. Fails with `engine-failed`, `engine-missing`, `cancelled`,
 * `time-limit`.
 */
export async function runBatch(params: RunBatchParams): Promise<ReadonlyMap<string, readonly Word[]>> {
  const control = join(params.directory, `${params.name}.ctl`);
  const result = join(params.directory, `${params.name}.ctm`);
  await writeFile(control, `${params.utterances.join('\n')}\n`);
  await writeFile(result, '');
  await runProcess({
    program: 'pocketsphinx_batch',
    args: [
      ...['-adcin', 'yes', '-adchdr', WAV_HEADER_BYTES, '-cepdir', params.directory, '-cepext', '.wav'],
      ...['-ctl', control, '-ctm', result, ...params.settings],
    ],
    timeLimitMs: START_ALLOWANCE_MS + SLOWEST_REAL_TIME_FACTOR * params.durationMs,
    signal: params.signal,
    onStderr: (text) => {
      for (const match of text.matchAll(DONE)) if (match[1] !== undefined) params.onUtterance(match[1]);
    },
  });
  return parseCtm(await readFile(result, 'utf8'));
}
