import { execFileSync } from 'node:child_process';

/** Makes a small clip with ffmpeg's own test sources; `args` come after the two inputs (0 picture, 1 sound). */
export function makeClip(
  path: string,
  args: readonly string[],
  options: { seconds?: number; sound?: string } = {},
): void {
  const seconds = options.seconds ?? 4;
  const sound = options.sound ?? `sine=frequency=440:sample_rate=48000:duration=${seconds}`;
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=160x120:rate=25:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', sound, ...args, path],
  ]);
}
