import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { runProcess } from '../../process/run-process.js';
import { EspeakAnswer, type EspeakEvent, type EspeakUtterance } from './espeak-request.js';

/** An utterance as spoken, with sample positions counted from its start. */
export interface EspeakSpeech {
  readonly samples: Int16Array;
  readonly sampleRateHz: number;
  readonly events: readonly EspeakEvent[];
}

const TIME_LIMIT_MS = 60_000;
const MAX_ANSWER_BYTES = 512 * 1024 * 1024;

/** The compiled program beside this file; from source (tests) the one the build put under dist. */
function programPath(): string {
  const beside = fileURLToPath(new URL('./espeak-process.js', import.meta.url));
  if (existsSync(beside)) return beside;
  const built = join(import.meta.dirname, '../../../../dist/gpu-container/src/engines/espeak/espeak-process.js');
  if (existsSync(built)) return built;
  throw new PipelineError('engine-missing', 'The speaking process is not built: run npm run build.');
}

/**
 * Speaks utterances, one after the other, in a fresh process: the same list gives the same samples.
 * Fails with `engine-failed`, `engine-missing`, `cancelled`, `time-limit`.
 */
export async function runEspeak(
  utterances: readonly EspeakUtterance[],
  signal: AbortSignal,
): Promise<readonly EspeakSpeech[]> {
  const { stdout } = await runProcess({
    program: process.execPath,
    args: [programPath()],
    input: JSON.stringify({ utterances }),
    timeLimitMs: TIME_LIMIT_MS,
    maxStdoutBytes: MAX_ANSWER_BYTES,
    signal,
  });
  const answer = EspeakAnswer.parse(JSON.parse(stdout.toString('utf8')));
  return answer.utterances.map(({ samples, events }) => {
    const bytes = Uint8Array.from(Buffer.from(samples, 'base64')); // a copy, so that 16-bit samples are aligned
    return { samples: new Int16Array(bytes.buffer), sampleRateHz: answer.sampleRateHz, events };
  });
}
