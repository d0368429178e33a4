import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ArtifactFiles } from '../../../gpu-container/src/artifacts/artifact-files.js';
import { probeMedia } from '../../../gpu-container/src/media/probe-media.js';
import { runDetectShots } from '../../../gpu-container/src/stages/detect-shots.js';
import type { UnitContext } from '../../../gpu-container/src/stages/unit-context.js';
import { ShotList } from '../../../pipeline/contracts/shot-list.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'shots-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Three pictures of a second each behind a stream that starts half a second late, as phones and editors write them. */
async function makeClip(): Promise<string> {
  const path = join(directory, 'clip.mkv');
  const sources = ['testsrc=s=320x240:r=25:d=1', 'color=c=0x204060:s=320x240:r=25:d=1', 'mandelbrot=s=320x240:r=25'];
  await promisify(execFile)('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y'],
    ...sources.flatMap((source) => ['-f', 'lavfi', '-i', source]),
    ...['-f', 'lavfi', '-i', 'sine=d=3.5'],
    '-filter_complex',
    '[0][1][2]concat=n=3,trim=end=3,setpts=PTS+0.5/TB[v]',
    ...['-map', '[v]', '-map', '3:a', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', path],
  ]);
  return path;
}

/** Whatever a person may name a folder that ffmpeg reads as something else in a filter. */
const awkwardName = 'it\'s a,b; c:d [e] = \\f % "g"';

async function detectShots(folder: string) {
  const clip = await makeClip();
  const media = await probeMedia({ path: clip });
  const ref = { sha256: 'a'.repeat(64), sizeBytes: 1, mediaType: 'video/x-matroska' };
  const stored: string[] = [];
  await mkdir(folder, { recursive: true });
  const mediaPath = join(directory, 'media.json');
  await writeFile(mediaPath, JSON.stringify(media));
  const artifacts: ArtifactFiles = {
    fetch: async ({ mediaType }) => (mediaType === 'application/json' ? mediaPath : clip),
    store: async (path) => {
      stored.push(await readFile(path, 'utf8'));
      return ref;
    },
    transferMs: 0,
  };
  const unit = {
    stage: 'detect-shots',
    params: {},
    inputs: { source: ref, media: { ...ref, mediaType: 'application/json' } },
    unitKey: 'b'.repeat(64),
  } as const;
  // the stage looks at nothing else of its context
  const context = {
    unit,
    directory: folder,
    artifacts,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  };

  await runDetectShots(context as unknown as UnitContext);

  return { media, shots: ShotList.parse(JSON.parse(stored[0] ?? '')) };
}

it('finds the cuts on the timeline of the job, where the first picture is time zero', async () => {
  const { media, shots } = await detectShots(directory);

  expect(media.video?.startMs).toBeGreaterThan(400);
  expect(shots.cutsMs).toHaveLength(2);
  expect(Math.abs((shots.cutsMs[0] ?? 0) - 1000)).toBeLessThanOrEqual(40);
  expect(Math.abs((shots.cutsMs[1] ?? 0) - 2000)).toBeLessThanOrEqual(40);
});

it('finds them in a folder of any name', async () => {
  const { shots } = await detectShots(join(directory, awkwardName));

  expect(shots.cutsMs).toHaveLength(2);
});
