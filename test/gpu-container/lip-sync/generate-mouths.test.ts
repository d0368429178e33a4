import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDhLiveGenerator } from '../../../gpu-container/src/engines/dh-live/create-dh-live-generator.js';
import { hearMouthShapes, SHAPES_PER_ROW } from '../../../gpu-container/src/engines/dh-live/hear-mouth-shapes.js';
import type { EngineRegistry } from '../../../gpu-container/src/engines/engine-registry.js';
import { openPictureEnlarger } from '../../../gpu-container/src/engines/open-picture-enlarger.js';
import { createWav2lipGenerator } from '../../../gpu-container/src/engines/wav2lip/create-wav2lip-generator.js';
import { encodePng } from '../../../gpu-container/src/lip-sync/encode-png.js';
import { generateMouths } from '../../../gpu-container/src/lip-sync/generate-mouths.js';
import type { RenderedRun, RendererDeps } from '../../../gpu-container/src/lip-sync/render-run.js';
import { openModel } from '../../../gpu-container/src/neural/open-model.js';
import { runProcess } from '../../../gpu-container/src/process/run-process.js';
import { runLipSync } from '../../../gpu-container/src/stages/lip-sync.js';
import { LipReport, type LipShape } from '../../../pipeline/contracts/lip-report.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import type { MouthGenerator } from '../../../pipeline/ports/mouth-generator.js';
import type { PictureEnlarger } from '../../../pipeline/ports/picture-enlarger.js';
import { samplePath } from '../../samples/sample-path.js';
import { decodeSound } from '../engines/neural/decode-sample.js';
import { fixedGraph } from '../engines/neural/fixed-graph.js';
import { sampleNeural } from '../engines/neural/sample-neural.js';
import { TestGraph } from '../onnx/test-graph.js';
import { filmTalk, type Talk } from './film-talk.js';
import { createFolderArtifacts } from './folder-artifacts.js';

/** Three seconds of a man who speaks to the camera, from the GRID corpus. */
const sample = samplePath('samples/talk/LipNet__id2_vcd_swwp2s.mpg');
const jfk = samplePath('samples/speech/jfk.wav');
const dhLive = await sampleNeural('dh-live-mini');

/** Rows and columns of the 96 that are painted: below the upper lip, above the chin. */
const PAINTED = { top: 66, bottom: 80, left: 36, right: 60 };
const SIDE = 96;
/** Place in a still, in shares of its height, that is painted. */
const LOWER_LIP = 0.6;

/** The whole face as it came in; with `colour` (blue, green, red), that around the mouth. */
const paintingGraph = (colour?: readonly [number, number, number]): TestGraph => {
  const graph = new TestGraph();
  graph.input('mel', 'float32', ['n', 1, 80, 16]);
  graph.input('faces', 'float32', ['n', 6, SIDE, SIDE]);
  const face = graph.node('Slice', ['faces', graph.integers([3]), graph.integers([6]), graph.integers([1])]);
  const isPainted = (at: number) => {
    const [x, y] = [at % SIDE, Math.floor((at % SIDE ** 2) / SIDE)];
    return y >= PAINTED.top && y < PAINTED.bottom && x >= PAINTED.left && x < PAINTED.right;
  };
  const plane = (value: (at: number) => number) =>
    graph.floats(
      Float32Array.from({ length: 3 * SIDE ** 2 }, (_, at) => value(at)),
      [1, 3, SIDE, SIDE],
    );
  const kept = plane((at) => (colour !== undefined && isPainted(at) ? 0 : 1));
  const painted = plane((at) => (isPainted(at) ? (colour?.[Math.floor(at / SIDE ** 2)] ?? 0) : 0));
  // the sound takes part with nothing, so that the graph keeps both its inputs
  const sound = graph.node('ReduceMean', ['mel'], { axes: [1, 2, 3], keepdims: 1 });
  const nothing = graph.node('Mul', [sound, graph.floats([0])]);
  const mouths = graph.node('Add', [graph.node('Mul', [face, kept]), painted]);
  graph.output('mouths', graph.node('Add', [mouths, nothing]), 'float32', ['n', 3, SIDE, SIDE]);
  return graph;
};

/** Four times as large, red for blue. */
const swappingGraph = (): TestGraph => {
  const graph = new TestGraph();
  graph.input('input', 'float32', [1, 3, 'h', 'w']);
  const large = graph.node('Resize', ['input', '', graph.floats([1, 1, 4, 4])], {
    ...{ mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
  });
  const swapped = graph.node('Gather', [large, graph.integers([2, 1, 0])], { axis: 1 });
  graph.output('output', swapped, 'float32', [1, 3, 'hh', 'ww']);
  return graph;
};

const renderer =
  (generator: MouthGenerator, samples?: Float32Array, enlarger?: PictureEnlarger) => (deps: RendererDeps) =>
    generateMouths({
      ...deps,
      generator,
      enlarger,
      soundOf: async (_, fromMs, toMs) => samples ?? new Float32Array(Math.ceil((toMs - fromMs) * 16)),
    });

const renderers = { capability: 'mouth-renderer' } as const;
const none = { sha256: '', sizeBytes: 0, mediaType: '' };

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const correlation = (a: readonly number[], b: readonly number[]): number => {
  const [ma, mb] = [mean(a), mean(b)];
  const covariance = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    mean(x.map((value, at) => (value - mx) * ((y[at] ?? 0) - my)));
  return covariance(a, ma, b, mb) / Math.sqrt(covariance(a, ma, a, ma) * covariance(b, mb, b, mb));
};
const jitter = (shapes: readonly LipShape[]) =>
  mean(
    shapes.slice(2).map(({ open }, at) => Math.abs(open - 2 * (shapes[at + 1]?.open ?? 0) + (shapes[at]?.open ?? 0))),
  );

/** Mean red, green and blue of the middle of each still of the sheet, of the upper row (source) or the lower (dub). */
const mouthColours = ({ sheet }: RenderedRun, row: 0 | 1): ReadonlyArray<readonly number[]> => {
  if (sheet === undefined) throw new Error('There is no sheet.');
  const side = sheet.height / 2;
  return Array.from({ length: 8 }, (_, column) => {
    const colour = [0, 0, 0];
    for (let y = -3; y < 3; y++) {
      for (let x = -3; x < 3; x++) {
        const place = [Math.round((column + 0.5) * (sheet.width / 8)) + x, Math.round((row + LOWER_LIP) * side) + y];
        for (let channel = 0; channel < 3; channel++) {
          const byte = sheet.data[3 * ((place[1] ?? 0) * sheet.width + (place[0] ?? 0)) + channel] ?? 0;
          colour[channel] = (colour[channel] ?? 0) + byte / 36;
        }
      }
    }
    return colour;
  });
};

describe.skipIf(sample === undefined)('mouths drawn from sound, in a real clip', () => {
  let talk: Talk;
  beforeAll(async () => {
    talk = await filmTalk(sample ?? '');
  }, 120_000);
  afterAll(() => talk.dispose());

  const keep = async (name: string, { sheet }: RenderedRun) => {
    const folder = process.env['POLYDUB_KEEP_SHEETS'];
    if (folder !== undefined && sheet !== undefined) await writeFile(join(folder, `${name}.png`), encodePng(sheet));
  };

  it('show what a graph of Wav2Lip’s signature paints, where it paints it, and change nothing outside the masks', async () => {
    const generator = createWav2lipGenerator(await fixedGraph(paintingGraph([0.9, 0.1, 0.1])));
    const run = await talk.render('painted', undefined, renderer(generator));
    await keep('painted', run);

    expect(run.report.outsideMaskMaxDifference).toBe(0);
    expect(run.report.changedFrames).toBe(48);
    expect(run.report.spans[0]?.method).toBe('neural');
    for (const [red = 0, , blue = 0] of mouthColours(run, 0)) expect(blue - red).toBeLessThan(0);
    const painted = [0.1, 0.1, 0.9].map((share) => Math.floor(share * 255));
    const misses = mouthColours(run, 1).flatMap((colour) =>
      colour.map((byte, at) => Math.abs(byte - (painted[at] ?? 0))),
    );
    expect(misses.length).toBe(24);
    expect(Math.max(...misses)).toBeLessThan(12);
  }, 60_000);

  it('are the filmed mouths where a graph gives back the face it got', async () => {
    const generator = createWav2lipGenerator(await fixedGraph(paintingGraph()));
    const run = await talk.render('same', undefined, renderer(generator));
    await keep('same', run);
    const [span] = run.report.spans;

    expect(run.report.outsideMaskMaxDifference).toBe(0);
    const moved = mean((span?.rendered ?? []).map(({ open }, at) => Math.abs(open - (span?.source[at]?.open ?? 0))));
    expect(moved).toBeLessThan(0.01);
    const [was, is] = [mouthColours(run, 0).flat(), mouthColours(run, 1).flat()];
    expect(mean(was.map((byte, at) => Math.abs(byte - (is[at] ?? 0))))).toBeLessThan(8);
  }, 60_000);

  it.skipIf(dhLive === undefined || jfk === undefined)(
    'are drawn by DH_live mini: another mouth, the same person, the picture around it untouched',
    async () => {
      if (dhLive === undefined) return;
      const samples = decodeSound(jfk ?? '');
      const run = await talk.render('dh-live', undefined, renderer(createDhLiveGenerator(dhLive), samples));
      await keep('dh-live', run);
      const [span] = run.report.spans;

      expect(run.report).toMatchObject({ outsideMaskMaxDifference: 0, changedFrames: 48 });
      expect(span?.method).toBe('neural');
      expect(span?.rendered.length).toBe(48);
      expect(span?.identitySimilarity).toBeGreaterThan(0.95);
      expect(jitter(span?.rendered ?? [])).toBeLessThan(jitter(span?.source ?? []));
      const { values } = await hearMouthShapes(
        await openModel(dhLive, { model: 'dh-live-mini', file: 'dh_mini_audio2bs.onnx' }),
        samples,
      );
      // a second of sound before the first frame; four frames at either end are on the way
      const shown = { from: 4, to: 44 };
      const heard = Array.from({ length: 48 }, (_, at) => values[(25 + at) * SHAPES_PER_ROW] ?? 0);
      const opening = (shapes: readonly LipShape[] = []) => shapes.slice(shown.from, shown.to).map(({ open }) => open);
      expect(correlation(heard.slice(shown.from, shown.to), opening(span?.rendered))).toBeGreaterThan(0.8);
      expect(correlation(heard.slice(shown.from, shown.to), opening(span?.source))).toBeLessThan(0.5);
    },
    120_000,
  );

  it.skipIf(dhLive === undefined || jfk === undefined)(
    'are what the stage makes for a unit that names the engine, from the sound of its lines',
    async () => {
      if (dhLive === undefined) return;
      const { directory, info, frames, script } = talk;
      const files = await createFolderArtifacts(join(directory, 'artifacts'));
      const lines = script.lines.map((line) => ({ ...line, speech: { input: 'speech-0', rate: 1 } }));
      const run = async (sound: string) =>
        runLipSync({
          unit: {
            ...{ stage: 'lip-sync', unitKey: '0'.repeat(64), params: { firstFrame: 0, endFrame: script.endFrame } },
            engine: { ...renderers, id: 'dh-live', version: '1', fingerprint: 'f', licence: 'MIT', reason: '' },
            inputs: {
              media: await files.putJson(info),
              frames: await files.putJson(frames),
              script: await files.putJson({ ...script, lines }),
              source: await files.putFile(sample ?? ''),
              landmarks: await files.putFile(join(directory, 'landmarks.bin')),
              'speech-0': await files.putFile(sound),
            },
          },
          ...{ directory, artifacts: files, signal: new AbortController().signal, onProgress: () => undefined },
          engines: { neural: async () => dhLive as Awaited<ReturnType<EngineRegistry['neural']>> },
        });
      const made = await run(jfk ?? '');
      const report = LipReport.parse(JSON.parse(await readFile(await files.fetch(made['report'] ?? none), 'utf8')));
      expect(report.spans[0]?.method).toBe('neural');
      expect(report.outsideMaskMaxDifference).toBe(0);
      expect((await run(jfk ?? ''))['picture']?.sha256).toBe(made['picture']?.sha256);
    },
    120_000,
  );

  it('are laid in as an enlarger gives them back, where one is asked for', async () => {
    const generator = createWav2lipGenerator(await fixedGraph(paintingGraph([0.9, 0.1, 0.1])));
    const enlarger = openPictureEnlarger('real-esrgan', await fixedGraph(swappingGraph()));

    const run = await talk.render('enlarged', undefined, renderer(generator, undefined, enlarger));

    await keep('enlarged', run);
    expect(run.report.outsideMaskMaxDifference).toBe(0);
    for (const [red = 0, , blue = 0] of mouthColours(run, 1)) expect(red - blue).toBeGreaterThan(150);
  }, 60_000);

  it('are painted upright in a picture that is stored turned', async () => {
    const turned = join(talk.directory, 'turned.mp4');
    const stored = join(talk.directory, 'stored.mp4');
    const encode = ['-an', '-vf', 'transpose=1', '-c:v', 'libx264', '-crf', '14', stored];
    await runProcess({ program: 'ffmpeg', args: ['-v', 'error', '-i', sample ?? '', ...encode], timeLimitMs: 60_000 });
    const mark = ['-c', 'copy', '-metadata:s:v:0', 'rotate=90', turned];
    await runProcess({ program: 'ffmpeg', args: ['-v', 'error', '-i', stored, ...mark], timeLimitMs: 60_000 });
    const sideways = await filmTalk(turned);
    try {
      expect(sideways.info.video?.rotationDegrees).toBe(270);
      const generator = createWav2lipGenerator(await fixedGraph(paintingGraph([0.9, 0.1, 0.1])));
      const run = await sideways.render('painted', undefined, renderer(generator));
      await keep('turned', run);
      expect(run.report.outsideMaskMaxDifference).toBe(0);
      for (const [red = 0, , blue = 0] of mouthColours(run, 1)) expect(blue - red).toBeGreaterThan(150);
    } finally {
      await sideways.dispose();
    }
  }, 60_000);
});

describe('mouths drawn from sound, on a small face', () => {
  it('are not drawn, and the reason is told', async () => {
    const points = new Float64Array(2 * landmarkSet.points.length);
    points[2 * landmarkSet.named.leftEyeOuter] = 40;
    const unasked = () => {
      throw new Error('Nothing is read or drawn.');
    };
    const { prepare } = generateMouths({
      ...{ format: {} as never, frames: {} as never, landmarks: { find: unasked } },
      ...{ generator: { generate: unasked }, readPictures: unasked, soundOf: unasked },
    });
    const frame = { frame: 0, timeMs: 0, points, target: { open: 0, width: 0 } };
    const stretch = {
      trackId: 't',
      person: 'p',
      frames: [frame],
      range: {} as never,
      signal: new AbortController().signal,
    };
    expect(await prepare([stretch])).toEqual([{ kind: 'untouched', reason: 'too-small' }]);
  });
});
