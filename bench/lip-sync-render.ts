/**
 * Measures the lip-sync pass on a clip of one speaker in which every picture changes, beside decoding and encoding the
 * same pictures with the same settings and nothing between. `node dist/bench/lip-sync-render.js --clip FILE [--seconds N]`
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { type FaceModels, openFaceModels } from '../gpu-container/src/faces/open-face-models.js';
import { trackFaces } from '../gpu-container/src/faces/track-faces.js';
import { readScriptFaces } from '../gpu-container/src/lip-sync/read-script-faces.js';
import { renderRun } from '../gpu-container/src/lip-sync/render-run.js';
import { probeMedia } from '../gpu-container/src/media/probe-media.js';
import { indexFrames } from '../gpu-container/src/picture/index-frames.js';
import { openPictureRun } from '../gpu-container/src/picture/open-picture-run.js';
import type { LipShape } from '../pipeline/contracts/lip-report.js';
import { babble } from './lip-sync/babble.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const signal = new AbortController().signal;

/** The clip in that height, without its sound. */
function scaled(clip: string, height: number, seconds: string, path: string): void {
  const filter = ['-vf', `scale=-2:${height}`, '-t', seconds, '-an'];
  spawnSync('ffmpeg', ['-v', 'error', '-y', '-stream_loop', '-1', '-i', clip, ...filter, '-crf', '18', path]);
}

interface Timed<T> {
  readonly value: T;
  readonly wallMs: number;
  /** Of this process: not the decoder's, not the encoder's. */
  readonly cpuMs: number;
}

async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, wallMs: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
}

/** Decodes and encodes every picture as it is. */
async function transcode(params: Parameters<typeof openPictureRun>[0]): Promise<void> {
  const run = await openPictureRun(params);
  try {
    for (let picture = await run.read(); picture !== undefined; picture = await run.read()) await run.write(picture);
    await run.finish();
  } finally {
    await run.dispose();
  }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const miss = (a: readonly LipShape[], b: readonly LipShape[]) =>
  mean(a.map(({ open }, at) => Math.abs(open - (b[at]?.open ?? 0))));

async function measure(path: string, folder: string, models: FaceModels): Promise<void> {
  const info = await probeMedia({ path, signal });
  const frames = await indexFrames({ sourcePath: path, info, directory: folder, signal });
  const range = { firstFrame: 0, endFrame: frames.timesMs.length };
  const source = { sourcePath: path, info, frames, signal };
  const landmarksPath = join(folder, 'landmarks.bin');
  const tracking = await timed(() => trackFaces({ ...source, ...range, shots: { cutsMs: [] }, models, landmarksPath }));
  const track = tracking.value.tracks.toSorted((a, b) => b.endFrame - b.firstFrame - (a.endFrame - a.firstFrame))[0];
  if (track === undefined) throw new Error('There is no face in the clip.');
  const script = babble(track, frames);
  const faces = await readScriptFaces({ script, info, frames, landmarksPath: async () => landmarksPath });
  const bare = await timed(() => transcode({ ...source, ...range, outputPath: join(folder, 'bare.mp4') }));
  const outputPath = join(folder, 'run.mp4');
  const pass = await timed(() =>
    renderRun({ ...source, script, faces, models, outputPath, onProgress: () => undefined }),
  );
  const [span] = pass.value.report.spans;
  const count = range.endFrame;
  const cells = [
    ...[`${frames.width}×${frames.height}`, count, track.eyeDistancePx.toFixed(0)],
    ...[tracking, bare, pass].map(({ wallMs }) => (wallMs / count).toFixed(1)),
    ...[(pass.cpuMs / count).toFixed(1), (pass.wallMs / bare.wallMs).toFixed(2)],
    ...[
      miss(span?.target ?? [], span?.source ?? []).toFixed(4),
      miss(span?.target ?? [], span?.rendered ?? []).toFixed(4),
    ],
    ...[span?.identitySimilarity ?? '', (process.memoryUsage().rss / 2 ** 20).toFixed(0), loadavg()[0]?.toFixed(1)],
  ];
  say(`| ${cells.join(' | ')} |`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { clip: { type: 'string' }, seconds: { type: 'string', default: '10' } } });
  if (values.clip === undefined) return say('No clip: give --clip FILE with one speaker.');
  say(
    '| picture | frames | eyes px | tracking ms | bare transcode ms | lip-sync ms | of it here, CPU ms | ratio | gap error before | after | identity | MB | load |',
  );
  say('|---|---|---|---|---|---|---|---|---|---|---|---|---|');
  const models = await openFaceModels();
  for (const height of [720, 1080]) {
    const folder = mkdtempSync(join(tmpdir(), 'lip-sync-bench-'));
    try {
      scaled(values.clip, height, values.seconds, join(folder, 'clip.mp4'));
      await measure(join(folder, 'clip.mp4'), folder, models);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  await models.dispose();
}

await main();
