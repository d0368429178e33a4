import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { inputArgs } from '../../gpu-container/src/media/input-args.js';
import { inspectSource } from '../../gpu-container/src/media/inspect-source.js';
import { chooseEncoder } from '../../gpu-container/src/picture/choose-encoder.js';
import { encoderArguments } from '../../gpu-container/src/picture/encoder-arguments.js';
import { joinPicture } from '../../gpu-container/src/picture/join-picture.js';
import { readStreamTraits } from '../../gpu-container/src/picture/read-stream-traits.js';
import { type OpenClip, openClip } from './open-clip.js';
import { passThrough } from './pass-through.js';

/** Decode and encode in one ffmpeg, with the very settings of a run. Seconds. */
async function transcodeBare({ sourcePath, info, frames, signal }: OpenClip, outputPath: string): Promise<number> {
  const input = await inspectSource(sourcePath);
  const stream = info.video?.index ?? 0;
  const codec = chooseEncoder(frames.codec, frames.pixelFormat) ?? 'h264';
  const traits = await readStreamTraits({ input, stream, signal });
  const mayReorder = frames.joining.kind === 'packets' && frames.reorderFrames > 0;
  const encoder = encoderArguments({ codec, pixelFormat: frames.pixelFormat, traits, mayReorder, parameterSetId: 31 });
  const start = performance.now();
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-y', ...inputArgs(input), '-map', `0:${stream}`, ...encoder],
    ...['-fps_mode', 'passthrough', '-strict', '-2', '-f', 'mp4', outputPath],
  ]);
  return (performance.now() - start) / 1000;
}

/** One row of the table: the whole clip bare and handed over, then one of its groups changed and joined. */
export async function measurePass(path: string, folder: string): Promise<string> {
  const clip = await openClip(path, folder);
  const { frames } = clip;
  const count = frames.timesMs.length;
  const bare = await transcodeBare(clip, join(folder, 'bare.mp4'));
  const handed = await passThrough({ ...clip, firstFrame: 0, endFrame: count, outputPath: join(folder, 'all.mp4') });
  const cuts = frames.keyFrames.filter(({ isClosed }) => isClosed).map(({ frame }) => frame);
  const [firstFrame, endFrame] = [cuts[1] ?? 0, cuts[2] ?? count];
  const run = { firstFrame, endFrame, path: join(folder, 'one.mp4') };
  const start = performance.now();
  await passThrough({ ...clip, ...run, outputPath: run.path });
  await joinPicture({ ...clip, runs: [run], directory: folder, outputPath: join(folder, 'joined.mp4') });
  const few = (performance.now() - start) / 1000;
  const numbers = [bare.toFixed(1), handed.toFixed(1), (handed / bare).toFixed(2), (count / handed).toFixed(0)];
  return `| ${basename(path)} | ${count} | ${numbers.join(' | ')} | ${few.toFixed(1)} (${endFrame - firstFrame} frames) |`;
}
