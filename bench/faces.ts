/**
 * Measures how faces are found and followed: each model alone, then whole units on a clip at 720p and 1080p, and memory
 * on a short and a long source. `node dist/bench/faces.js [--clip FILE] [--seconds N]`; FILE shows a face, N is the
 * length of the long source (600). Without a clip only the models are measured.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type FaceModelId, faceModelPath } from '../gpu-container/src/faces/face-model-path.js';
import { openFaceModels } from '../gpu-container/src/faces/open-face-models.js';
import { trackFaces } from '../gpu-container/src/faces/track-faces.js';
import { probeMedia } from '../gpu-container/src/media/probe-media.js';
import { createOnnxRuntime } from '../gpu-container/src/onnx/onnx-runtime.js';
import { indexFrames } from '../gpu-container/src/picture/index-frames.js';
import { cutFaces } from '../pipeline/faces/cut-faces.js';

const RUNS = 50;
const SHORT_SECONDS = 10;
const SIDES: Readonly<Record<FaceModelId, number>> = {
  'face-detector': 256,
  'face-landmarks': 192,
  'face-identity': 224,
};
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function measureModel(id: FaceModelId): Promise<number> {
  const runtime = createOnnxRuntime({ device: 'cpu', threads: 1 });
  const session = await runtime.open({ modelPath: faceModelPath(id) });
  const side = SIDES[id];
  const data = new Float32Array(side * side * 3).fill(0.4);
  const run = () => session.run({ image: { type: 'float32', data, dims: [1, side, side, 3] } });
  for (let warm = 0; warm < 5; warm++) await run();
  const started = performance.now();
  for (let index = 0; index < RUNS; index++) await run();
  const each = (performance.now() - started) / RUNS;
  await runtime.dispose();
  return each;
}

interface Measured {
  readonly frames: number;
  readonly tracks: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
}

async function measureTracking(path: string, directory: string): Promise<Measured> {
  const signal = new AbortController().signal;
  const info = await probeMedia({ path });
  const frames = await indexFrames({ sourcePath: path, info, directory, signal });
  const shots = { cutsMs: [] };
  const landmarksPath = join(directory, 'bench.landmarks');
  const models = await openFaceModels();
  let [tracks, peak] = [0, 0];
  const onProgress = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const [before, started] = [process.cpuUsage(), performance.now()];
  for (const stretch of cutFaces({ frames, shots })) {
    const found = await trackFaces({
      ...{ sourcePath: path, info, frames, shots, models, landmarksPath, signal, onProgress },
      ...stretch,
    });
    tracks += found.tracks.length;
  }
  const { user, system } = process.cpuUsage(before);
  await models.dispose();
  const wallMs = performance.now() - started;
  return { frames: frames.timesMs.length, tracks, wallMs, cpuMs: (user + system) / 1000, peakMb: peak / 2 ** 20 };
}

function makeClip(from: string, to: string, seconds: number, height: number): void {
  const scale = `scale=-2:${height}`;
  const length = ['-stream_loop', '-1', '-t', String(seconds), '-i', from, '-an'];
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', ...length],
    ...['-vf', scale, '-c:v', 'libx264', '-preset', 'ultrafast', to],
  ]);
}

async function measureClip(clip: string, longSeconds: number): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-faces-'));
  say('\n| source | tracks | frames/s | wall ms a frame | CPU ms a frame without ffmpeg | peak memory MB |');
  say('|---|---|---|---|---|---|');
  try {
    const sources = [
      ['720p', 720, SHORT_SECONDS],
      ['1080p', 1080, SHORT_SECONDS],
      ['720p', 720, longSeconds],
    ] as const;
    for (const [name, height, seconds] of sources) {
      const path = join(directory, `${name}-${seconds}.mp4`);
      makeClip(clip, path, seconds, height);
      const { frames, tracks, wallMs, cpuMs, peakMb } = await measureTracking(path, directory);
      const cells = [`${name}, ${seconds} s`, tracks, ((frames * 1000) / wallMs).toFixed(1)];
      say(`| ${[...cells, ...[wallMs, cpuMs].map((ms) => (ms / frames).toFixed(1)), peakMb.toFixed(0)].join(' | ')} |`);
    }
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { clip: { type: 'string' }, seconds: { type: 'string', default: '600' } } });
  say(`load ${loadavg()[0]?.toFixed(1)}\n\n| model | ms a run, one thread |\n|---|---|`);
  for (const id of ['face-detector', 'face-landmarks', 'face-identity'] as const) {
    say(`| ${id} | ${(await measureModel(id)).toFixed(1)} |`);
  }
  if (values.clip === undefined) say('\nGive --clip FILE to measure tracking.');
  else await measureClip(values.clip, Number(values.seconds));
}

await main();
