import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Segment } from '../../../pipeline/contracts/transcript.js';
import { samplePath } from '../../samples/sample-path.js';
import { sampleNeural } from '../engines/neural/sample-neural.js';
import { createFaceWorld, type FaceWorld } from './face-world.js';

const webcam = samplePath('samples/talk/open-dubbing__englishvideo.mp4') ?? '';
const outdoors = samplePath('samples/talk/SoniTranslate__Video.mp4') ?? '';
const studio = samplePath('samples/talk/LipNet__id2_vcd_swwp2s.mpg') ?? '';
const president = samplePath('samples/speech/jfk.wav') ?? '';

const say = (times: ReadonlyArray<readonly [startMs: number, endMs: number]>): Segment[] =>
  times.map(([startMs, endMs], index) => ({ id: `s${index + 1}`, startMs, endMs, text: 'words', words: [] }));
/** Utterances of the webcam clip as its own project's tests have them, and of the studio clip by its word times. */
const webcamLines = say([
  [1260, 3950],
  [5250, 6630],
  [7610, 8690],
]);
const studioLines = say([[490, 2210]]);
const outdoorLines = say([
  [0, 3000],
  [3000, 6000],
  [6000, 9000],
]);

/** The real weights, and how often they were run. */
async function lightAsd() {
  const neural = await sampleNeural('light-asd-ava');
  if (neural === undefined) throw new Error('the samples are here, their models are not');
  let count = 0;
  const open: typeof neural.onnx.open = async (params) => {
    const session = await neural.onnx.open(params);
    const run: typeof session.run = (feeds) => {
      count++;
      return session.run(feeds);
    };
    return { ...session, run };
  };
  return { neural: { ...neural, onnx: { open } }, runs: () => count };
}

let world: FaceWorld;
beforeAll(async () => {
  world = await createFaceWorld();
});
afterAll(() => world.dispose());

describe.skipIf([webcam, outdoors, studio, president].includes(''))(
  'who speaks in real clips (needs the samples)',
  () => {
    it.each([
      ['the webcam clip', webcam, webcamLines],
      ['the outdoor clip with dark glasses', outdoors, outdoorLines],
      ['three seconds in a studio', studio, studioLines],
    ])('the only person of %s speaks all of it', async (_, path, lines) => {
      const source = await world.track(path);
      const { people, spans, untouched } = await source.match(lines);
      expect(people).toHaveLength(1);
      expect(untouched).toEqual([]);
      expect(spans.map(({ segmentId, startMs, endMs }) => [segmentId, startMs, endMs])).toEqual(
        lines.map(({ id, startMs, endMs }) => [id, startMs, endMs]),
      );
    });

    it('of two people in one picture whose mouths both move, it is the one whose voice is heard, or nobody', async () => {
      const both = join(world.directory, 'both.mp4');
      const side = '[0:v]scale=-2:480[a];[1:v]scale=-2:480[b];[a][b]hstack=shortest=1';
      const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '18'];
      await world.ffmpeg(['-i', webcam, '-i', outdoors, '-filter_complex', side, '-an', ...encode, both]);
      const source = await world.track(both);
      const [part] = source.parts;
      expect(part?.faces.tracks).toHaveLength(2);
      const middles = new Map<string, number>();
      for (const track of part?.faces.tracks ?? []) {
        const frames = await part?.landmarks.read({ track });
        middles.set(track.id, frames?.points[0] ?? 0);
      }
      const isLeft = (trackId: string): boolean => (middles.get(trackId) ?? 0) < 720;
      const ofWebcam = await source.match(webcamLines, webcam);
      expect(ofWebcam.spans.length).toBeGreaterThanOrEqual(2);
      expect(ofWebcam.spans.every(({ trackId }) => isLeft(trackId))).toBe(true);
      const ofOutdoors = await source.match(outdoorLines, outdoors);
      expect(ofOutdoors.spans.every(({ trackId }) => !isLeft(trackId))).toBe(true);
      expect([...ofOutdoors.spans, ...ofOutdoors.untouched].length).toBeGreaterThanOrEqual(3);
      // looked at again by the model where nobody was sure: other lines stay, and none goes to the wrong mouth
      const { neural, runs } = await lightAsd();
      const helped = await source.match(outdoorLines, outdoors, neural);
      expect(runs()).toBeGreaterThanOrEqual(ofOutdoors.untouched.length > 0 ? 2 : 0);
      expect(helped.spans).toEqual(expect.arrayContaining(ofOutdoors.spans));
      expect(helped.spans.every(({ trackId }) => !isLeft(trackId))).toBe(true);
    });

    it('leaves a face alone that moves to other words', async () => {
      const source = await world.track(outdoors);
      const { spans, untouched } = await source.match(outdoorLines, president);
      expect(spans).toEqual([]);
      expect(new Set(untouched.map(({ reason }) => reason))).toEqual(new Set(['unsure-who-speaks']));
    });

    it('knows a person again after a cut and in the next part, and two people from one another', async () => {
      const joined = join(world.directory, 'joined.mp4');
      const shape = 'scale=640:480,setsar=1,fps=25,format=yuv420p';
      const parts = [0, 1, 2].map((index) => `[${index}:v]${shape}[v${index}]`).join(';');
      await world.ffmpeg([
        ...['-t', '2', '-i', webcam, '-t', '2', '-i', outdoors, '-ss', '5', '-t', '2', '-i', webcam],
        ...['-filter_complex', `${parts};[v0][v1][v2]concat=n=3`, '-an', '-c:v', 'libx264', '-crf', '18', joined],
      ]);
      const stretches = [
        { firstFrame: 0, endFrame: 100 },
        { firstFrame: 100, endFrame: 150 },
      ];
      const source = await world.track(joined, { cutsMs: [2000, 4000], stretches });
      const { people } = await source.match([], webcam);
      expect(people.map(({ tracks }) => tracks.map(({ part }) => part))).toEqual([[0, 1], [0]]);
    });
  },
);
