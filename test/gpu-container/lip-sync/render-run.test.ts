import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RenderedRun } from '../../../gpu-container/src/lip-sync/render-run.js';
import { runLipSync } from '../../../gpu-container/src/stages/lip-sync.js';
import { LipReport, type LipShape } from '../../../pipeline/contracts/lip-report.js';
import { samplePath } from '../../samples/sample-path.js';
import { filmTalk, type Talk } from './film-talk.js';
import { createFolderArtifacts } from './folder-artifacts.js';

/** Three seconds of a man who speaks to the camera, from the GRID corpus. */
const sample = samplePath('samples/talk/LipNet__id2_vcd_swwp2s.mpg');
const signal = new AbortController().signal;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const jitter = (shapes: readonly LipShape[]) =>
  mean(
    shapes.slice(2).map(({ open }, at) => Math.abs(open - 2 * (shapes[at + 1]?.open ?? 0) + (shapes[at]?.open ?? 0))),
  );

describe.skipIf(sample === undefined)('a run of a real clip', () => {
  let world: Talk;
  let first: RenderedRun;
  const digest = async (name: string) =>
    createHash('sha256')
      .update(await readFile(join(world.directory, `${name}.mp4`)))
      .digest('hex');

  beforeAll(async () => {
    world = await filmTalk(sample ?? '');
    first = await world.render('first');
  }, 120_000);

  afterAll(() => world.dispose());

  it('has the mouth of the dub, not of the original', () => {
    const [span] = LipReport.parse(first.report).spans;
    if (span === undefined) throw new Error('There is no span.');
    expect(span.method).toBe('retrieved');
    const miss = (shapes: readonly LipShape[]) =>
      mean(span.target.map(({ open }, at) => Math.abs(open - (shapes[at]?.open ?? 0))));
    // measured 0.008 against 0.051
    expect(miss(span.rendered)).toBeLessThan(0.4 * miss(span.source));
  });

  it('closes the lips where the dub closes them', () => {
    const [span] = first.report.spans;
    const closed = span?.target.flatMap(({ open }, at) => (open < 0.01 ? [span.rendered[at]?.open ?? 1] : [])) ?? [];
    expect(closed.length).toBeGreaterThan(3);
    expect(mean(closed)).toBeLessThan(0.03);
  });

  it('shows the same person, no more nervous than before', () => {
    const [span] = first.report.spans;
    expect(span?.identitySimilarity).toBeGreaterThan(0.93);
    expect(jitter(span?.rendered ?? [])).toBeLessThan(1.2 * jitter(span?.source ?? []));
  });

  it('changes no sample outside the masks and no frame outside the stretch', () => {
    expect(first.report.outsideMaskMaxDifference).toBe(0);
    expect(first.report.changedFrames).toBe(48);
  });

  it('comes with stills of both', () => {
    expect(first.sheet?.width).toBeGreaterThan(8 * 60);
  });

  it('is the same, byte for byte, when it is done again', async () => {
    const again = await world.render('again');
    expect(again.report).toEqual(first.report);
    expect(await digest('again')).toBe(await digest('first'));
  });

  it('is what the stage stores, with its report and its sheet', async () => {
    const { directory, info, frames, script } = world;
    const files = await createFolderArtifacts(join(directory, 'artifacts'));
    const refs = {
      media: await files.putJson(info),
      frames: await files.putJson(frames),
      script: await files.putJson(script),
    };
    const outputs = await runLipSync({
      unit: {
        ...{ stage: 'lip-sync', unitKey: '0'.repeat(64), params: { firstFrame: 0, endFrame: script.endFrame } },
        inputs: {
          ...refs,
          source: await files.putFile(sample ?? ''),
          landmarks: await files.putFile(join(directory, 'landmarks.bin')),
        },
      },
      ...{ directory, artifacts: files, signal, onProgress: () => undefined },
      engines: { neural: () => Promise.reject(new Error('No neural engine is needed.')) },
    });
    expect(Object.keys(outputs).toSorted()).toEqual(['picture', 'report', 'sheet']);
    expect(outputs['picture']?.sha256).toBe(await digest('first'));
    expect(outputs['picture']?.mediaType).toBe('video/mp4');
  });

  it('is left alone, with the reason, where the face is too small', async () => {
    const small = await world.render('small', (script) => ({
      ...script,
      tracks: script.tracks.map((track) => ({ ...track, eyeDistancePx: 12 })),
    }));
    expect(small.isChanged).toBe(false);
    expect(small.report.spans[0]?.reason).toBe('too-small');
  });
});
