import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';

/** Which execution wrote a line, and where. */
export interface LineOrigin {
  readonly execution: string;
  readonly stream: 'stdout' | 'stderr';
}

/** Where an execution's lines go. */
export interface CaptureLogParams {
  readonly execution: string;
  readonly file: string;
  readonly onLine: (line: string, from: LineOrigin) => void;
}

/** Writes what a process says to a file, line by line, and hands each line on; resolves once both streams ended. */
export async function captureLog(child: ChildProcess, { execution, file, onLine }: CaptureLogParams): Promise<void> {
  const output = createWriteStream(file, { flags: 'a' });
  const capture = async (stream: 'stdout' | 'stderr'): Promise<void> => {
    const input = child[stream];
    if (!input) return;
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      output.write(`${line}\n`);
      onLine(line, { execution, stream });
    }
  };
  await Promise.all([capture('stdout'), capture('stderr')]);
  output.end();
  await finished(output);
}
