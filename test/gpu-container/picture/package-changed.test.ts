import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArtifactFiles } from '../../../gpu-container/src/artifacts/artifact-files.js';
import { hashFile } from '../../../gpu-container/src/artifacts/hash-file.js';
import { probeMedia } from '../../../gpu-container/src/media/probe-media.js';
import { comparePackets } from '../../../gpu-container/src/picture/compare-packets.js';
import { runIndexFrames } from '../../../gpu-container/src/stages/index-frames.js';
import { runPackage } from '../../../gpu-container/src/stages/package.js';
import type { RunUnit, UnitContext } from '../../../gpu-container/src/stages/unit-context.js';
import type { ArtifactRef } from '../../../pipeline/contracts/artifact-ref.js';
import { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { LipManifest } from '../../../pipeline/contracts/lip-manifest.js';
import type { StageName } from '../../../pipeline/contracts/stage-name.js';
import { frameHashes } from '../media/frame-hashes.js';
import { makeClip } from '../media/make-clip.js';
import { changePicture } from './change-picture.js';

const signal = new AbortController().signal;
let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydub-package-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pathOf = (ref: ArtifactRef): string => join(folder, ref.sha256);

/** Artifacts in a folder, as the worker keeps them. */
const artifacts: ArtifactFiles = {
  fetch: async (ref) => pathOf(ref),
  store: async (path, mediaType) => {
    const ref = { sha256: await hashFile(path), sizeBytes: readFileSync(path).length, mediaType };
    copyFileSync(path, pathOf(ref));
    return ref;
  },
  transferMs: 0,
};

const storeText = async (name: string, text: string): Promise<ArtifactRef> => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return artifacts.store(path, 'application/json');
};

interface RunStageParams {
  readonly run: RunUnit;
  readonly stage: StageName;
  readonly inputs: Readonly<Record<string, ArtifactRef>>;
  readonly params?: Readonly<Record<string, string | boolean>>;
}

const runStage = async ({ run, stage, inputs, params = {} }: RunStageParams) => {
  const directory = join(folder, `unit-${count++}`);
  mkdirSync(directory);
  const unit = { stage, params, inputs, unitKey: 'b'.repeat(64) };
  // these stages look at nothing else of their context
  return run({ unit, directory, artifacts, signal, onProgress: () => undefined } as unknown as UnitContext);
};

/** A source with everything a dub of it is packaged from, and one changed group of pictures. */
const prepare = async () => {
  const sourcePath = join(folder, 'source.mp4');
  makeClip(sourcePath, ['-c:v', 'libx264', '-g', '25', '-bf', '2', '-c:a', 'aac']);
  const mixPath = join(folder, 'mix.wav');
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=300:r=48000:d=4', '-ac', '2', mixPath]);
  const inputs = {
    source: await artifacts.store(sourcePath, 'video/mp4'),
    media: await storeText('media.json', JSON.stringify(await probeMedia({ path: sourcePath }))),
    mix: await artifacts.store(mixPath, 'audio/wav'),
    srt: await storeText('es.srt', '1\n00:00:00,500 --> 00:00:01,500\nHola\n'),
  };
  const { frames } = await runStage({ run: runIndexFrames, stage: 'index-frames', inputs });
  const { runs } = await changePicture(sourcePath, [1], join(folder, `change-${count++}`));
  const [run] = runs;
  if (frames === undefined || run === undefined) throw new Error('nothing was prepared');
  return { sourcePath, inputs: { ...inputs, frames }, run };
};

const manifestOf = async (run: { firstFrame: number; endFrame: number; path: string }, isChanged: boolean) => {
  const report = await storeText('report.json', '{}');
  const picture = isChanged ? { picture: await artifacts.store(run.path, 'video/mp4') } : {};
  const manifest: LipManifest = { runs: [{ firstFrame: run.firstFrame, endFrame: run.endFrame, ...picture, report }] };
  return storeText(`manifest-${isChanged}.json`, JSON.stringify(manifest));
};

const spoken = { language: 'es', sourceLanguage: 'en', burnIn: false };

describe('package', () => {
  it('puts changed groups of pictures into the dub and leaves every other packet the source’s', async () => {
    const { sourcePath, inputs, run } = await prepare();
    const manifest = await manifestOf(run, true);

    const all = { ...inputs, 'lip-manifest': manifest };
    const { video } = await runStage({ run: runPackage, stage: 'package', inputs: all, params: spoken });

    const path = video === undefined ? '' : pathOf(video);
    const made = { path, info: await probeMedia({ path }) };
    const source = { path: sourcePath, info: await probeMedia({ path: sourcePath }) };
    const frames = FrameIndex.parse(JSON.parse(readFileSync(pathOf(inputs.frames), 'utf8')));
    expect(await comparePackets({ source, frames, made, directory: folder, signal })).toMatchObject({
      groups: 4,
      identicalGroups: 3,
      changedGroups: [{ firstFrame: 25, endFrame: 50 }],
    });
    expect(made.info.audio.map(({ language }) => language)).toEqual(['spa', 'eng']);
    expect(made.info.durationMs).toBeCloseTo(source.info.durationMs, -2);
  });

  it('copies the picture where no mouth was moved', async () => {
    const { sourcePath, inputs, run } = await prepare();
    const manifest = await manifestOf(run, false);

    const all = { ...inputs, 'lip-manifest': manifest };
    const { video } = await runStage({ run: runPackage, stage: 'package', inputs: all, params: spoken });
    const { video: plain } = await runStage({ run: runPackage, stage: 'package', inputs, params: spoken });

    expect(video).toEqual(plain);
    const hashes = (path: string): readonly string[] => frameHashes(path).map(({ hash }) => hash);
    expect(hashes(video === undefined ? '' : pathOf(video))).toEqual(hashes(sourcePath));
  });

  it('paints subtitles over the changed picture', async () => {
    const { inputs, run } = await prepare();
    const script = ['[Script Info]', 'ScriptType: v4.00+', '[V4+ Styles]', '[Events]', ''].join('\n');
    const all = {
      ...inputs,
      'lip-manifest': await manifestOf(run, true),
      'burn-in': await storeText('burn.ass', script),
    };

    const { video } = await runStage({
      ...{ run: runPackage, stage: 'package' as const, inputs: all },
      params: { ...spoken, burnIn: true },
    });

    const path = video === undefined ? '' : pathOf(video);
    const { info } = { info: await probeMedia({ path }) };
    expect(frameHashes(path)).toHaveLength(100);
    expect(info.audio.map(({ language }) => language)).toEqual(['spa', 'eng']);
  });
});
