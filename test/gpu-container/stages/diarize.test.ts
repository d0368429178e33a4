import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { soundTurns } from '../../../bench/diarization/tone-voices.js';
import { transcriptOfTurns } from '../../../bench/diarization/transcript-of-turns.js';
import { readJsonArtifact } from '../../../gpu-container/src/artifacts/read-json-artifact.js';
import { createEngineRegistry } from '../../../gpu-container/src/engines/engine-registry.js';
import { createPyannoteDiarizer } from '../../../gpu-container/src/engines/pyannote/create-pyannote-diarizer.js';
import { runDiarize } from '../../../gpu-container/src/stages/diarize.js';
import { Transcript } from '../../../pipeline/contracts/transcript.js';
import type { Unit } from '../../../pipeline/contracts/unit.js';
import { openTinyDiarization, type TinyDiarization } from '../engines/pyannote/open-tiny-diarization.js';
import { writeSpeech } from '../engines/pyannote/write-speech.js';
import { createFolderArtifacts } from '../lip-sync/folder-artifacts.js';

const TURNS = [0, 1, 0, 1].map((voice, i) => ({
  speaker: String(voice),
  startMs: 500 + i * 3000,
  endMs: 3000 + i * 3000,
}));
let folder: string;
let tiny: TinyDiarization;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'polydub-stage-'));
  tiny = await openTinyDiarization(join(folder, 'models'));
});
afterAll(async () => {
  await tiny.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the stage diarize', () => {
  const registry = createEngineRegistry({ env: { POLYDUB_MODELS_FOLDER: join(tmpdir(), 'polydub-no-models') } });
  afterAll(() => registry.dispose());

  const diarize = async (id: string, params: Unit['params']) => {
    const artifacts = await createFolderArtifacts(join(folder, 'artifacts'));
    const transcriptPath = join(folder, 'transcript.json');
    await writeFile(transcriptPath, JSON.stringify(transcriptOfTurns(TURNS)));
    const speech = await artifacts.putFile(await writeSpeech(join(folder, 'speech.wav'), soundTurns(TURNS, 13)));
    const heard: number[] = [];
    const { transcript } = await runDiarize({
      unit: {
        ...{ stage: 'diarize', unitKey: 'a'.repeat(64), params },
        inputs: { speech, transcript: await artifacts.putFile(transcriptPath) },
        engine: { capability: 'diarizer', id, version: '1', fingerprint: '', licence: '', reason: '' },
      },
      ...{ directory: mkdtempSync(join(folder, 'unit-')), artifacts, sources: {} as never, workerVersion: 'test' },
      engines: {
        ...registry,
        // its graphs are generated ones, which the registry of models would refuse
        diarizer: async (wanted) =>
          wanted === 'pyannote' ? createPyannoteDiarizer(tiny.deps) : registry.diarizer(wanted),
      },
      signal: new AbortController().signal,
      onProgress: (fraction) => heard.push(fraction),
    });
    if (transcript === undefined) throw new Error('there is no transcript');
    return { told: await readJsonArtifact(artifacts, transcript, Transcript), sha256: transcript.sha256, heard };
  };

  it('lets the chosen engine say who speaks, the same bytes each time', async () => {
    const { told, sha256, heard } = await diarize('pyannote', {});

    expect(told.segments.map(({ speaker }) => speaker)).toEqual(['spk_1', 'spk_2', 'spk_1', 'spk_2']);
    expect((await diarize('pyannote', {})).sha256).toBe(sha256);
    expect(heard.at(-1)).toBe(1);
  });

  it.each(['pyannote', 'voice-clusters'])('obeys the number of speakers of the job with %s', async (id) => {
    expect((await diarize(id, { speakers: 1 })).told.speakers).toHaveLength(1);
  });

  it('says engine-missing for an engine that is not here', async () => {
    await expect(diarize('nobody', {})).rejects.toMatchObject({ code: 'engine-missing' });
  });
});
