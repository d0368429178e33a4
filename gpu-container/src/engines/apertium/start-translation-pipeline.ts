import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { killGroup } from '../../process/kill-group.js';
import { spawnChild } from '../../process/spawn-child.js';
import { createTailBuffer } from '../../process/tail-buffer.js';
import type { Mode } from './find-modes.js';

/** A running chain of Apertium programs that answers one text after the other, in order. */
export interface TranslationPipeline {
  /** Fails with `engine-failed` when a program ends or no answer comes in time; the chain is then of no more use. */
  translate(text: string): Promise<string>;
  readonly isRunning: boolean;
  stop(): void;
}

/** A sentence takes milliseconds, the first one up to a second; a minute means that the chain hangs. */
const ANSWER_TIME_LIMIT_MS = 60_000;
const STDERR_TAIL_CHARS = 1000;
/** What Apertium's stream format gives a meaning of its own. */
const SPECIAL = /([\\[\]{}^$/<>@*])/g;
/** An empty format block and a line end: makes the last word leave the tagger. */
const END_OF_TEXT = '[][\n]';

interface Pending {
  readonly resolve: (text: string) => void;
  readonly reject: (error: PipelineError) => void;
  readonly timer: NodeJS.Timeout;
}

const encode = (text: string): string => `${text.replace(/[\0\r\n]+/g, ' ').replace(SPECIAL, '\\$1')}${END_OF_TEXT}\0`;
const decode = (answer: string): string => answer.replace(/\[\n?\]/g, '').replace(/\\(.)/g, '$1');

/** Starts the programs of a mode, each feeding the next. Fails with `engine-missing` when one is not installed. */
export function startTranslationPipeline(mode: Mode): TranslationPipeline {
  const stderr = createTailBuffer(STDERR_TAIL_CHARS);
  const queue: Pending[] = [];
  const children: ChildProcessWithoutNullStreams[] = [];
  let isRunning = true;
  const stop = (reason: string): void => {
    if (!isRunning) return;
    isRunning = false;
    for (const child of children) killGroup(child);
    const error = new PipelineError('engine-failed', `Apertium ${mode.name} ${reason}. ${stderr.text().trim()}`.trim());
    for (const pending of queue.splice(0)) {
      clearTimeout(pending.timer);
      pending.reject(error);
    }
  };
  try {
    for (const stage of mode.stages) children.push(startStage(stage.program, stage.args, stderr.append, stop));
  } catch (error) {
    stop('could not start');
    throw error;
  }
  children.forEach((child, at) => {
    const next = children[at + 1];
    if (next !== undefined) child.stdout.pipe(next.stdin);
  });
  const [first, last] = [children[0], children.at(-1)];
  last?.stdout.on(
    'data',
    createAnswerReader((answer) => {
      const pending = queue.shift();
      if (pending === undefined) return;
      clearTimeout(pending.timer);
      pending.resolve(decode(answer));
    }),
  );
  return {
    translate: (text) =>
      new Promise((resolve, reject) => {
        if (!isRunning) return reject(new PipelineError('engine-failed', `Apertium ${mode.name} is not running.`));
        const timer = setTimeout(() => stop('gave no answer in time'), ANSWER_TIME_LIMIT_MS);
        queue.push({ resolve, reject, timer });
        first?.stdin.write(encode(text));
      }),
    get isRunning() {
      return isRunning;
    },
    stop: () => stop('was stopped'),
  };
}

function startStage(
  program: string,
  args: readonly string[],
  onStderr: (text: string) => void,
  stop: (reason: string) => void,
): ChildProcessWithoutNullStreams {
  const child = spawnChild({ program, args });
  child.stderr.setEncoding('utf8').on('data', onStderr);
  child.stdin.on('error', () => undefined); // EPIPE: the program ended, which `close` reports
  child.once('error', () => stop(`(${program}) did not start`));
  child.once('close', (code, signal) => stop(`(${program}) ended with ${code === null ? signal : `status ${code}`}`));
  return child;
}

/** Collects bytes and hands on each answer, which ends with NUL. */
function createAnswerReader(onAnswer: (answer: string) => void): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  return (chunk) => {
    let from = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      parts.push(chunk.subarray(from, end));
      onAnswer(Buffer.concat(parts).toString('utf8'));
      parts = [];
      from = end + 1;
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  };
}
