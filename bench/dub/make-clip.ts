import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A clip of the given length, in seconds: the demo clip, or that of POLYDUB_DEMO, again and again. */
export async function makeClip(directory: string, seconds: number): Promise<string> {
  const demo = process.env['POLYDUB_DEMO'] ?? join(process.cwd(), '.polydub/demo/demo.mp4');
  const clip = join(directory, 'clip.mp4');
  const args = ['-stream_loop', '-1', '-i', demo, '-t', String(seconds), '-c', 'copy', clip];
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);
  return clip;
}
