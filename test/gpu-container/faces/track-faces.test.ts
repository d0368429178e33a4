import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LandmarkFrames } from '../../../pipeline/faces/landmark-frames.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import { samplePath } from '../../samples/sample-path.js';
import { createFaceWorld, type FaceWorld, type TrackedSource } from './face-world.js';

const webcam = samplePath('samples/talk/open-dubbing__englishvideo.mp4');
const studio = samplePath('samples/talk/LipNet__id2_vcd_swwp2s.mpg');
const film = samplePath('samples/talk/shared-assets__friday.mp4');
const portrait = samplePath('samples/face/LivePortrait__s12.jpg');
const couple = samplePath('samples/face/immich__portrait-orientation-6.jpg');
const timecode = samplePath('samples/bad/auto-editor__example.mp4');
const screen = samplePath('samples/bad/PHP-FFMpeg__portrait.MOV');
const pattern = samplePath('samples/bad/torchcodec__h265_10bits.mp4');

const { named } = landmarkSet;
const values = landmarkSet.points.length * 2;
const at = (frames: LandmarkFrames, frame: number, slot: number) => ({
  x: frames.points[frame * values + 2 * slot] ?? Number.NaN,
  y: frames.points[frame * values + 2 * slot + 1] ?? Number.NaN,
});

let world: FaceWorld;
beforeAll(async () => {
  world = await createFaceWorld();
});
afterAll(() => world.dispose());

async function onlyFace(source: TrackedSource): Promise<LandmarkFrames> {
  const [part] = source.parts;
  const [track] = part?.faces.tracks ?? [];
  if (part === undefined || track === undefined) throw new Error('no face was found');
  expect(part.faces.tracks).toHaveLength(1);
  return part.landmarks.read({ track });
}

/** A second of a clip, made anew in another shape. */
const remake = async (from: string, name: string, args: readonly string[], before: readonly string[] = []) => {
  const path = join(world.directory, name);
  await world.ffmpeg(['-t', '1', ...before, '-i', from, '-an', ...args, path]);
  return path;
};

/** Writes a quarter turn clockwise into the track header, as a phone does. */
async function turnClockwise(path: string): Promise<void> {
  const bytes = await readFile(path);
  const matrix = bytes.indexOf('tkhd') + 44;
  [0, 0x10000, 0, -0x10000, 0, 0].forEach((value, index) => {
    bytes.writeInt32BE(value, matrix + 4 * index);
  });
  await writeFile(path, bytes);
}

describe.skipIf(webcam === undefined || studio === undefined)('faces of real clips (needs the samples)', () => {
  it('follows one face through a whole clip, with its parts where they belong', async () => {
    const source = await world.track(studio ?? '');
    const frames = await onlyFace(source);
    expect(frames).toMatchObject({ firstFrame: 0, frameCount: 75 });
    const [track] = source.parts[0]?.faces.tracks ?? [];
    expect(track).toMatchObject({ visibleMouth: 1, startMs: 0, endMs: source.frames.endMs });
    expect(track?.eyeDistancePx).toBeGreaterThan(60);
    expect(track?.eyeDistancePx).toBeLessThan(78);
    expect(track?.confidence).toBeGreaterThan(0.9);
    expect(Math.hypot(...(track?.identity ?? []))).toBeCloseTo(1, 1);
    for (let frame = 0; frame < frames.frameCount; frame++) {
      const [right, left] = [at(frames, frame, named.rightEyeOuter), at(frames, frame, named.leftEyeOuter)];
      const [nose, lip, chin] = [named.noseTip, named.upperLipTop, named.chinTip].map((slot) =>
        at(frames, frame, slot),
      );
      expect(right.x).toBeLessThan(left.x);
      expect(nose?.y).toBeGreaterThan(right.y);
      expect(lip?.y).toBeGreaterThan(nose?.y ?? 999);
      expect(chin?.y).toBeGreaterThan(lip?.y ?? 999);
    }
  });

  it('sees the closures of a known sentence: shut before it, open in its vowels', async () => {
    const frames = await onlyFace(await world.track(studio ?? ''));
    const gap = (ms: number): number => {
      const frame = Math.round(ms / 40);
      return at(frames, frame, named.lowerLipTop).y - at(frames, frame, named.upperLipBottom).y;
    };
    const shut = Math.max(gap(2600), gap(2700), gap(2800));
    // "white" 770–1090 ms and "soon" 1730–2210 ms open the mouth, whoever says them
    expect(Math.max(...[840, 880, 920, 960].map(gap))).toBeGreaterThan(shut + 2);
    expect(shut).toBeLessThan(1.5);
  });

  it('follows a phone held upright as it follows the upright picture', async () => {
    const phone = await remake(webcam ?? '', 'phone.mp4', ['-vf', 'transpose=2', '-c:v', 'libx264']);
    await turnClockwise(phone);
    const upright = await remake(webcam ?? '', 'upright.mp4', ['-c:v', 'libx264']);
    const [a, b] = [await onlyFace(await world.track(phone)), await onlyFace(await world.track(upright))];
    expect(a.frameCount).toBe(b.frameCount);
    for (const slot of Object.values(named)) {
      const [p, q] = [at(a, 10, slot), at(b, 10, slot)];
      expect(Math.hypot(p.x - q.x, p.y - q.y)).toBeLessThan(4);
    }
  });

  it('finds the same points in 10 bits, in black and white and at a varying frame rate', async () => {
    const plain = await onlyFace(await world.track(await remake(webcam ?? '', 'plain.mp4', ['-c:v', 'libx264'])));
    const deep = ['-c:v', 'libx265', '-x265-params', 'log-level=none', '-pix_fmt', 'yuv420p10le'];
    const grey = ['-c:v', 'libx264', '-pix_fmt', 'gray'];
    const varying = ['-vf', 'select=not(eq(mod(n\\,7)\\,3))', '-fps_mode', 'vfr', '-c:v', 'libx264'];
    for (const [name, args] of [
      ['deep.mp4', deep],
      ['grey.mkv', grey],
      ['varying.mp4', varying],
    ] as const) {
      const source = await world.track(await remake(webcam ?? '', name, args));
      const frames = await onlyFace(source);
      expect(frames.frameCount, name).toBe(source.frames.timesMs.length);
      const [p, q] = [at(frames, 0, named.upperLipBottom), at(plain, 0, named.upperLipBottom)];
      expect(Math.hypot(p.x - q.x, p.y - q.y), name).toBeLessThan(6);
    }
  });

  it('gives every frame of a stretch its own number, wherever the stretch begins', async () => {
    const whole = await onlyFace(await world.track(studio ?? ''));
    const stretches = [
      { firstFrame: 0, endFrame: 31 },
      { firstFrame: 31, endFrame: 75 },
    ];
    const { parts } = await world.track(studio ?? '', { stretches });
    expect(parts.map(({ faces }) => faces.tracks.map(({ firstFrame, endFrame }) => [firstFrame, endFrame]))).toEqual([
      [[0, 31]],
      [[31, 75]],
    ]);
    const [, second] = parts;
    const [track] = second?.faces.tracks ?? [];
    if (second === undefined || track === undefined) throw new Error('no second part');
    const frames = await second.landmarks.read({ track });
    const [p, q] = [at(frames, 20, named.noseTip), at(whole, 51, named.noseTip)];
    expect(Math.hypot(p.x - q.x, p.y - q.y)).toBeLessThan(1);
  });

  it('ends every track at a cut', async () => {
    const { parts } = await world.track(studio ?? '', { cutsMs: [1000] });
    expect(parts[0]?.faces.tracks.map(({ firstFrame, endFrame }) => [firstFrame, endFrame])).toEqual([
      [0, 25],
      [25, 75],
    ]);
  });

  it('makes the same bytes of the same stretch', async () => {
    const [a, b] = [await world.track(studio ?? ''), await world.track(studio ?? '')];
    expect(a.parts[0]?.faces).toEqual(b.parts[0]?.faces);
    expect((await onlyFace(a)).points).toEqual((await onlyFace(b)).points);
  });

  it('says in which frames something is held before the mouth', async () => {
    const path = join(world.directory, 'hand.mp4');
    const hand =
      '[0]split[a][b];[b]crop=170:90:590:190,scale=260:180[h];[a][h]overlay=x=540:y=400:enable=between(t\\,1\\,2)';
    await world.ffmpeg(['-t', '3', '-i', webcam ?? '', '-an', '-filter_complex', hand, '-c:v', 'libx264', path]);
    const frames = await onlyFace(await world.track(path));
    const share = (from: number, to: number) =>
      frames.isMouthVisible.slice(from, to).reduce((sum, flag) => sum + flag, 0) / (to - from);
    expect(share(0, 28)).toBe(1);
    expect(share(32, 58)).toBeLessThan(0.1);
    expect(share(63, 90)).toBe(1);
  });
});

describe.skipIf(film === undefined)('an old film (needs the samples)', () => {
  it('follows the face that looks at us, and no cupboard', async () => {
    const { parts } = await world.track(film ?? '');
    const tracks = parts[0]?.faces.tracks ?? [];
    const longest = tracks.toSorted((a, b) => b.endFrame - b.firstFrame - (a.endFrame - a.firstFrame))[0];
    expect(tracks.length).toBeLessThanOrEqual(4);
    expect(longest?.endFrame).toBe(185);
    expect(longest?.firstFrame).toBeLessThan(30);
  });
});

describe.skipIf(portrait === undefined || couple === undefined)('photographs (needs the samples)', () => {
  const film = (image: string, name: string) =>
    world
      .ffmpeg(['-loop', '1', '-framerate', '25', '-t', '0.4', '-i', image, '-c:v', 'ffv1', join(world.directory, name)])
      .then(() => join(world.directory, name));

  it('finds a face in a photograph', async () => {
    const frames = await onlyFace(await world.track(await film(portrait ?? '', 'portrait.mkv')));
    expect(frames.frameCount).toBe(10);
  });

  it('finds the face that looks at us, and not the one in full profile beside it', async () => {
    const frames = await onlyFace(await world.track(await film(couple ?? '', 'couple.mkv')));
    const nose = at(frames, 0, named.noseTip);
    expect(nose.x).toBeLessThan(420);
    expect(nose.y).toBeLessThan(280);
  });
});

describe.skipIf(timecode === undefined || screen === undefined || pattern === undefined)(
  'pictures without a face (needs the samples)',
  () => {
    it.each([
      ['a card with a timecode', timecode, 60],
      ['a screen filmed by a phone', screen, 62],
      ['a test pattern in 10-bit HEVC', pattern, 30],
    ])('finds nobody in %s', async (_, path, endFrame) => {
      const { parts } = await world.track(path ?? '', { stretches: [{ firstFrame: 0, endFrame }] });
      expect(parts[0]?.faces.tracks).toEqual([]);
    });
  },
);

it('stops at once when it is told to', async () => {
  const clip = join(world.directory, 'pattern.mp4');
  await world.ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=25:d=20', '-c:v', 'libx264', clip]);
  const controller = new AbortController();
  const tracking = world.track(clip, { signal: controller.signal });
  setTimeout(() => controller.abort(), 300);
  await expect(tracking).rejects.toMatchObject({ code: 'cancelled' });
});
