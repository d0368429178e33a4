import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { soundTurns } from '../../../../bench/diarization/tone-voices.js';
import { findTurns } from '../../../../gpu-container/src/engines/pyannote/find-turns.js';
import { createModelStore } from '../../../../gpu-container/src/models/model-store.js';
import { createHubSource } from '../../../../gpu-container/src/models/sources/hub-source.js';
import { floatTensor } from '../../../../gpu-container/src/neural/float-tensor.js';
import type { NeuralDeps } from '../../../../gpu-container/src/neural/open-model.js';
import type { OnnxSession } from '../../../../gpu-container/src/onnx/onnx-session.js';
import { openWavReader } from '../../../../gpu-container/src/sound/open-wav-reader.js';
import type { TimeSpan } from '../../../../pipeline/sound/time-span.js';
import { diarizationErrorRate, type SpeakerTurn } from '../../../../pipeline/speech/diarization-error-rate.js';
import { openTinyDiarization } from './open-tiny-diarization.js';
import { writeSpeech } from './write-speech.js';

const folder = await mkdtemp(join(tmpdir(), 'polydub-turns-'));
const { deps, close } = await openTinyDiarization(join(folder, 'models'));
afterAll(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

interface FindParams {
  readonly turns: readonly SpeakerTurn[];
  readonly seconds: number;
  readonly speakerCount?: number;
  readonly spans?: readonly TimeSpan[];
  readonly using?: NeuralDeps;
  readonly signal?: AbortSignal;
}

async function find({ turns, seconds, using = deps, ...more }: FindParams): Promise<SpeakerTurn[]> {
  const path = await writeSpeech(join(folder, 'speech.wav'), soundTurns(turns, seconds));
  const reader = await openWavReader(path);
  try {
    const spans = [{ startMs: 0, endMs: seconds * 1000 }];
    return await findTurns(using, { reader, spans, signal: new AbortController().signal, ...more });
  } finally {
    await reader.close();
  }
}

/** Turns of these voices in a row, each with a pause after it. */
function conversation(voices: readonly number[], { turnMs = 2600, pauseMs = 400 } = {}): SpeakerTurn[] {
  return voices.map((voice, i) => {
    const startMs = 500 + i * (turnMs + pauseMs) + (i % 3) * 50;
    return { speaker: String(voice), startMs, endMs: startMs + turnMs - (i % 4) * 100 };
  });
}

/** The sessions of the generated models, looked at or changed on the way. */
function watched(change: (session: OnnxSession) => OnnxSession): NeuralDeps {
  return { ...deps, onnx: { open: async (params) => change(await deps.onnx.open(params)) } };
}

const peopleIn = (turns: readonly SpeakerTurn[]): number => new Set(turns.map(({ speaker }) => speaker)).size;
const FOUR = conversation(Array.from({ length: 28 }, (_, i) => [0, 1, 0, 2, 1, 3, 2][i % 7] ?? 0));

describe('findTurns with models that know what they hear', () => {
  it('finds the turns of four voices over many windows, to the frame', async () => {
    const found = await find({ turns: FOUR, seconds: 90 });

    expect(peopleIn(found)).toBe(4);
    expect(diarizationErrorRate({ reference: FOUR, hypothesis: found }).rate).toBeLessThan(0.012);
    expect(found).toHaveLength(FOUR.length);
    const offsets = found.flatMap((turn, i) => [
      Math.abs(turn.startMs - (FOUR[i]?.startMs ?? 0)),
      Math.abs(turn.endMs - (FOUR[i]?.endMs ?? 0)),
    ]);
    // a frame is 16.9 ms
    expect(Math.max(...offsets)).toBeLessThan(17);
  });

  it('hears two people at once, and tells them apart by what each says alone', async () => {
    const turns = [
      ...conversation([0, 1, 0, 1, 0, 1, 0, 1]),
      { speaker: '1', startMs: 1500, endMs: 2700 },
      { speaker: '0', startMs: 22_400, endMs: 23_900 },
    ];

    const found = await find({ turns, seconds: 26 });

    expect(peopleIn(found)).toBe(2);
    const error = diarizationErrorRate({ reference: turns, hypothesis: found });
    expect(error.missed).toBeLessThan(0.01);
    expect(error.rate).toBeLessThan(0.02);
  });

  it('finds one speaker, and nobody in silence or in no sound at all', async () => {
    const alone = conversation([2, 2, 2, 2, 2]);

    expect(peopleIn(await find({ turns: alone, seconds: 18 }))).toBe(1);
    expect(await find({ turns: [], seconds: 18 })).toEqual([]);
    expect(await find({ turns: [], seconds: 0 })).toEqual([]);
  });

  it('works on recordings shorter than a window, and to the end of the last one', async () => {
    const turns = conversation([0, 1, 0]);
    const [first, , last] = await find({ turns, seconds: 9 });

    expect(first?.startMs).toBeCloseTo(500, -2);
    expect(last?.endMs).toBeCloseTo(turns[2]?.endMs ?? 0, -2);
  });

  it.each([1, 2, 3])('obeys a stated number of %i speakers', async (speakerCount) => {
    const turns = conversation(Array.from({ length: 15 }, (_, i) => i % 3));

    expect(peopleIn(await find({ turns, seconds: 48, speakerCount }))).toBe(speakerCount);
  });

  it('tells people apart by short turns where nobody speaks for longer', async () => {
    const turns = conversation(
      Array.from({ length: 6 }, (_, i) => i % 2),
      { turnMs: 900, pauseMs: 2400 },
    );

    expect(peopleIn(await find({ turns, seconds: 22 }))).toBe(2);
  });

  it('listens only where somebody may speak', async () => {
    let windows = 0;
    const using = watched((session) => ({
      ...session,
      run: async (feeds) => {
        windows += feeds['input_values']?.dims[0] ?? 0;
        return session.run(feeds);
      },
    }));

    const found = await find({ turns: FOUR, seconds: 90, using, spans: [{ startMs: 41_000, endMs: 44_000 }] });

    // windows of ten seconds that begin every five: those at 35 and 40 s
    expect(windows).toBe(2);
    const inside = ({ startMs, endMs }: SpeakerTurn) => startMs < 44_000 && endMs > 41_000;
    const clip = ({ startMs, endMs }: SpeakerTurn) => [Math.max(41_000, startMs), Math.min(44_000, endMs)];
    const times = found.filter(inside).flatMap(clip);
    expect(times.length).toBe(FOUR.filter(inside).length * 2);
    FOUR.filter(inside)
      .flatMap(clip)
      .forEach((ms, i) => {
        expect(Math.abs(ms - (times[i] ?? 0))).toBeLessThan(17);
      });
  });

  it('finds the same in batches, halved until they fit into the memory of the device', async () => {
    const sizes: number[] = [];
    const using = watched((session) => ({
      ...session,
      device: 'cuda',
      run: async (feeds) => {
        const size = Object.values(feeds)[0]?.dims[0] ?? 0;
        if (size > 5) throw new Error('CUDA failure 2: out of memory');
        sizes.push(size);
        return session.run(feeds);
      },
    }));

    expect(await find({ turns: FOUR, seconds: 90, using })).toEqual(await find({ turns: FOUR, seconds: 90 }));
    expect(Math.max(...sizes)).toBeGreaterThan(1);
  });

  it('says the same through networks of the true layers, one by one and in batches', async () => {
    const real = await openTinyDiarization(join(folder, 'true-size'), { isTrueSize: true });
    const short = { turns: conversation([0, 1, 0, 1]), seconds: 13 };
    const onGpu = async (params: { readonly modelPath: string }): Promise<OnnxSession> => ({
      ...(await real.deps.onnx.open(params)),
      device: 'cuda',
    });

    const found = await find({ ...short, using: real.deps });

    expect(found).toEqual(await find(short));
    expect(found).toEqual(await find({ ...short, using: { ...real.deps, onnx: { open: onGpu } } }));
    await real.close();
  }, 60_000);

  it('stops in the middle when it is cancelled', async () => {
    const controller = new AbortController();
    const using = watched((session) => ({
      ...session,
      run: async (feeds) => {
        controller.abort();
        return session.run(feeds);
      },
    }));

    const work = find({ turns: FOUR, seconds: 90, using, signal: controller.signal });

    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('says what is wrong with a model of other frames', async () => {
    const using = watched((session) => ({
      ...session,
      run: async (feeds) => {
        const outputs = await session.run(feeds);
        const logits = outputs['logits'];
        return logits === undefined ? outputs : { logits: { ...logits, dims: [1, 293, 7] } as typeof logits };
      },
    }));

    await expect(find({ turns: FOUR, seconds: 20, using })).rejects.toMatchObject({ code: 'engine-failed' });
  });

  it('says what is wrong with a voice that is no number', async () => {
    const using = watched((session) => ({
      ...session,
      run: async (feeds) => {
        const outputs = await session.run(feeds);
        if (outputs['last_hidden_state'] === undefined) return outputs;
        return { last_hidden_state: floatTensor([1, 256], new Float32Array(256).fill(Number.NaN)) };
      },
    }));

    await expect(find({ turns: FOUR, seconds: 20, using })).rejects.toMatchObject({ code: 'engine-failed' });
  });

  it('says engine-missing and the command where the weights are not here', async () => {
    const source = createHubSource({ endpoint: 'https://nowhere.invalid' });
    const models = createModelStore({ folder: join(folder, 'empty'), source });

    const work = find({ turns: FOUR, seconds: 20, using: { ...deps, models } });

    await expect(work).rejects.toMatchObject({
      code: 'engine-missing',
      message: expect.stringContaining('npm run models -- pull pyannote-segmentation-3'),
    });
  });
});
