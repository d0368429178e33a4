import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CliFailure } from '../failures/cli-failure.js';

const run = promisify(execFile);
/** Sound this far under full scale for this long counts as silence, in dB and seconds. */
const silence = 'silencedetect=noise=-38dB:duration=0.4';
/** Reading the sound of a long film takes a while; beyond this the usual share of speech is assumed, in ms. */
const longestListenMs = 120_000;
const maxOutputBytes = 64 * 1024 * 1024;

/** Length of a video and the time in which there is sound, in ms; the latter is left out where it cannot be told. */
export interface MeasuredVideo {
  readonly durationMs: number;
  readonly speechMs?: number;
}

/** Measures a file on this machine with ffprobe and ffmpeg. Fails with `length-unknown`. */
export async function measureVideo(path: string): Promise<MeasuredVideo> {
  const durationMs = await readLength(path);
  const silentMs = await readSilence(path);
  if (silentMs === undefined) return { durationMs };
  return { durationMs, speechMs: Math.max(0, Math.round(durationMs - silentMs)) };
}

async function readLength(path: string): Promise<number> {
  const args = [
    '-v',
    'error',
    '-protocol_whitelist',
    'file',
    '-show_entries',
    'format=duration',
    '-of',
    'csv=p=0',
    path,
  ];
  try {
    const { stdout } = await run('ffprobe', args);
    const seconds = Number(stdout.trim());
    if (seconds > 0) return Math.round(seconds * 1000);
  } catch (cause) {
    throw CliFailure.of('length-unknown', `The length of ${path} cannot be read.`, { cause });
  }
  throw CliFailure.of('length-unknown', `${path} does not say how long it is.`);
}

async function readSilence(path: string): Promise<number | undefined> {
  const args = [
    '-hide_banner',
    '-nostats',
    '-protocol_whitelist',
    'file',
    '-i',
    path,
    '-vn',
    '-af',
    silence,
    '-f',
    'null',
    '-',
  ];
  try {
    const { stderr } = await run('ffmpeg', args, { timeout: longestListenMs, maxBuffer: maxOutputBytes });
    const found = [...stderr.matchAll(/silence_duration: ([\d.]+)/g)].map(([, seconds]) => Number(seconds));
    return found.reduce((total, seconds) => total + seconds * 1000, 0);
  } catch {
    return undefined; // an estimate with the usual share of speech is better than none
  }
}
