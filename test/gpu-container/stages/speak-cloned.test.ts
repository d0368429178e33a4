import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJsonArtifact } from '../../../gpu-container/src/artifacts/read-json-artifact.js';
import { createEngineRegistry } from '../../../gpu-container/src/engines/engine-registry.js';
import { writeWav } from '../../../gpu-container/src/media/write-wav.js';
import { runSampleVoices } from '../../../gpu-container/src/stages/sample-voices.js';
import { runSynthesize } from '../../../gpu-container/src/stages/synthesize.js';
import type { RunUnit } from '../../../gpu-container/src/stages/unit-context.js';
import type { EngineChoice } from '../../../pipeline/contracts/engine-choice.js';
import type { UnitSpec } from '../../../pipeline/contracts/unit.js';
import { SampleReport } from '../../../pipeline/contracts/voice-sample.js';
import type { SynthesizeParams } from '../../../pipeline/ports/speech-synthesizer.js';
import { createFolderArtifacts, type FolderArtifacts } from '../lip-sync/folder-artifacts.js';

let folder: string;
let artifacts: FolderArtifacts;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'polydub-cloned-'));
  artifacts = await createFolderArtifacts(join(folder, 'artifacts'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a unit with an engine that writes down what it is asked. */
async function run(stage: RunUnit, unit: UnitSpec) {
  const asked: SynthesizeParams[] = [];
  const engines = {
    ...createEngineRegistry(),
    speechSynthesizer: async () => ({
      voices: async () => [],
      synthesize: async (params: SynthesizeParams) => {
        asked.push(params);
        await writeWav(params.outputPath, {
          samples: new Int16Array(2400).fill(900),
          sampleRateHz: 24_000,
          channels: 1,
        });
        return { durationMs: 100, sampleRateHz: 24_000 };
      },
    }),
  };
  const outputs = await stage({
    unit: { ...unit, unitKey: 'a'.repeat(64) },
    ...{ directory: mkdtempSync(join(folder, 'unit-')), artifacts, sources: {} as never, engines },
    ...{ workerVersion: 'test', signal: new AbortController().signal, onProgress: () => undefined },
  });
  return { outputs, asked };
}

const engine = (capability: EngineChoice['capability']): EngineChoice => ({
  ...{ capability, id: 'any', version: '1', fingerprint: 'f'.repeat(64), licence: 'MIT', reason: 'best' },
});
const reference = async () => {
  const path = join(folder, 'reference.wav');
  await writeWav(path, { samples: new Int16Array(24_000).fill(500), sampleRateHz: 24_000, channels: 1 });
  return artifacts.putFile(path);
};
const speak = (capability: EngineChoice['capability'], inputs: UnitSpec['inputs']) =>
  run(runSynthesize, {
    ...{ stage: 'synthesize', params: { text: 'hola', language: 'es', voice: 'cloned' } },
    ...{ engine: engine(capability), inputs },
  });

describe('a line in a cloned voice', () => {
  it('is spoken with the sample at hand, by an engine that clones', async () => {
    const sample = await reference();
    const { asked, outputs } = await speak('voice-cloner', { reference: sample });
    expect(asked.map(({ reference: given }) => given?.path)).toEqual([await artifacts.fetch(sample)]);
    expect(Object.keys(outputs).sort()).toEqual(['audio', 'timing']);
  });

  it('is never spoken without a sample, nor is a sample given to an engine with voices of its own', async () => {
    await expect(speak('voice-cloner', {})).rejects.toMatchObject({ code: 'message-invalid' });
    await expect(speak('speech-synthesizer', { reference: await reference() })).rejects.toMatchObject({
      code: 'message-invalid',
    });
    const { asked } = await speak('speech-synthesizer', {});
    expect(asked[0]).not.toHaveProperty('reference');
  });
});

describe('the sample of a speaker', () => {
  it('is an artifact with a report beside it, or a report alone where there is too little', async () => {
    const path = join(folder, 'sound.wav');
    const samples = Int16Array.from(
      { length: 24_000 * 8 },
      (_, at) => (at % 24_000 < 12_000 ? 9000 : 9) * (at % 2 ? 1 : -1),
    );
    await writeWav(path, { samples, sampleRateHz: 24_000, channels: 1 });
    const sound = await artifacts.putFile(path);
    const take = (endMs: number) =>
      run(runSampleVoices, {
        ...{ stage: 'sample-voices', inputs: { sound } },
        params: { speaker: 'spk_1', spans: [{ startMs: 0, endMs }] },
      });
    const { outputs } = await take(8000);
    expect(outputs['reference']?.mediaType).toBe('audio/wav');
    const { outputs: little } = await take(3000);
    expect(Object.keys(little)).toEqual(['report']);
    const [ref] = Object.values(little);
    if (ref === undefined) throw new Error('there is no report');
    expect((await readJsonArtifact({ ...artifacts }, ref, SampleReport)).reason).toContain('Only 3.0 s');
  });
});
