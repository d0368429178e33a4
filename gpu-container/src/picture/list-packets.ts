import { z } from 'zod';
import type { SafeInput } from '../media/inspect-source.js';
import { runFfprobe } from '../media/run-ffprobe.js';

/** The packets of a video stream in the order of decoding. Times in ticks of `timeBase` seconds. */
export interface PacketList {
  readonly timeBase: { readonly numerator: number; readonly denominator: number };
  readonly count: number;
  /** NaN where the file does not say. */
  readonly presentationTimes: Float64Array;
  readonly decodeTimes: Float64Array;
  readonly durations: Float64Array;
  readonly isKey: Uint8Array;
  /** 1 for a picture that is decoded and not shown, as an edit list demands. */
  readonly isHidden: Uint8Array;
}

export interface ListPacketsParams {
  readonly input: SafeInput;
  /** Index of the stream. */
  readonly stream: number;
  readonly signal: AbortSignal;
}

const TIME_LIMIT_MS = 20 * 60_000;
const FIRST_CAPACITY = 4096;
const FIELDS = ['presentationTimes', 'decodeTimes', 'durations'] as const;

/** Lists packets without decoding: seconds for hours of video, some dozen bytes of memory per packet. Codes as `runFfprobe`. */
export async function listPackets({ input, stream, signal }: ListPacketsParams): Promise<PacketList> {
  const timeBase = await readTimeBase({ input, stream, signal });
  const list = createGrowingList();
  let rest = '';
  await runFfprobe({
    input,
    args: ['-select_streams', String(stream), '-show_entries', 'packet=pts,dts,duration,flags', '-of', 'csv=p=0'],
    timeLimitMs: TIME_LIMIT_MS,
    signal,
    onStdout: (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) list.add(line);
    },
  });
  list.add(rest);
  return { timeBase, ...list.finish() };
}

const Report = z.object({ streams: z.array(z.object({ time_base: z.string().regex(/^\d+\/\d+$/) })).length(1) });

async function readTimeBase({ input, stream, signal }: ListPacketsParams): Promise<PacketList['timeBase']> {
  const args = ['-select_streams', String(stream), '-show_entries', 'stream=time_base', '-of', 'json'];
  const { stdout } = await runFfprobe({ input, args, timeLimitMs: TIME_LIMIT_MS, signal });
  const [text] = Report.parse(JSON.parse(stdout.toString('utf8'))).streams;
  const [numerator = 1, denominator = 1] = (text?.time_base ?? '1/1').split('/').map(Number);
  return { numerator, denominator };
}

/** Typed arrays that double when they are full: two hours of objects would be hundreds of megabytes. */
function createGrowingList() {
  let count = 0;
  let times = FIELDS.map(() => new Float64Array(FIRST_CAPACITY));
  let marks = new Uint8Array(FIRST_CAPACITY);
  const grow = (): void => {
    times = times.map((old) => {
      const next = new Float64Array(2 * old.length);
      next.set(old);
      return next;
    });
    const next = new Uint8Array(2 * marks.length);
    next.set(marks);
    marks = next;
  };
  return {
    add: (line: string): void => {
      const parts = line.trim().split(',');
      if (parts.length < 4) return;
      if (count === marks.length) grow();
      times.forEach((values, field) => {
        values[count] = Number.parseInt(parts[field] ?? '', 10);
      });
      const flags = parts[3] ?? '';
      marks[count] = (flags.includes('K') ? 1 : 0) | (flags.includes('D') ? 2 : 0);
      count += 1;
    },
    finish: () => {
      const [presentationTimes, decodeTimes, durations] = times.map((values) => values.subarray(0, count));
      const none = new Float64Array(0);
      return {
        count,
        presentationTimes: presentationTimes ?? none,
        decodeTimes: decodeTimes ?? none,
        durations: durations ?? none,
        isKey: marked(marks.subarray(0, count), 1),
        isHidden: marked(marks.subarray(0, count), 2),
      };
    },
  };
}

/** 1 where that bit is set. */
const marked = (marks: Uint8Array, bit: number): Uint8Array => marks.map((bits) => (bits & bit ? 1 : 0));
