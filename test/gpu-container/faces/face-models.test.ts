import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hashFile } from '../../../gpu-container/src/artifacts/hash-file.js';
import { type FaceModelId, faceModelPath } from '../../../gpu-container/src/faces/face-model-path.js';
import { drawCartoonFace, drawWaves } from './draw-test-picture.js';

const Reference = z.strictObject({
  recordedWith: z.string(),
  cases: z.array(
    z.strictObject({
      model: z.enum(['face-detector', 'face-landmarks', 'face-identity']),
      picture: z.enum(['waves', 'cartoon']),
      size: z.number(),
      scale: z.number(),
      offset: z.number(),
      outputs: z.record(
        z.string(),
        z.strictObject({ length: z.number(), step: z.number(), values: z.array(z.number()) }),
      ),
    }),
  ),
});

/** What TensorFlow.js itself answers to the same pictures with the files the models are converted from. */
const reference = Reference.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'reference-outputs.json'), 'utf8')),
);

async function run(id: FaceModelId, picture: Float32Array, size: number) {
  const session = await InferenceSession.create(faceModelPath(id), { intraOpNumThreads: 1, logSeverityLevel: 3 });
  return session.run({ image: new Tensor('float32', picture, [1, size, size, 3]) });
}

describe('the converted face models', () => {
  it.each(reference.cases)('answer as TensorFlow.js does: $model to $picture', async (each) => {
    const drawn = each.picture === 'waves' ? drawWaves(each.size) : drawCartoonFace();
    const results = await run(
      each.model,
      drawn.map((value) => value * each.scale + each.offset),
      each.size,
    );
    for (const [name, { length, step, values }] of Object.entries(each.outputs)) {
      const data = Array.from(results[name]?.data ?? [], Number);
      expect(data.length, name).toBe(length);
      const largest = Math.max(1, ...values.map(Math.abs));
      values.forEach((value, at) => {
        expect(Math.abs((data[at * step] ?? Number.NaN) - value), `${name} ${at * step}`).toBeLessThan(1e-4 * largest);
      });
    }
  });

  it('find the mouth of a drawn face where it was drawn', async () => {
    const { lips, presence } = await run('face-landmarks', drawCartoonFace(), 192);
    const xs = Array.from(lips?.data ?? [], Number).filter((_, at) => at % 2 === 0);
    const ys = Array.from(lips?.data ?? [], Number).filter((_, at) => at % 2 === 1);
    expect(Number(presence?.data[0])).toBeGreaterThan(10);
    expect(Math.min(...xs)).toBeGreaterThan(66);
    expect(Math.max(...xs)).toBeLessThan(126);
    expect(ys.reduce((sum, y) => sum + y, 0) / ys.length).toBeCloseTo(132, -1);
  });

  it('are the files their manifest says', async () => {
    const folder = dirname(faceModelPath('face-detector'));
    const { models } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(models.map((model: { id: string }) => model.id)).toEqual([
      'face-detector',
      'face-landmarks',
      'face-identity',
    ]);
    for (const model of models) {
      expect(await hashFile(join(folder, `${model.id}.onnx`))).toBe(model.sha256);
      expect(model).toMatchObject({ licence: 'MIT', source: expect.stringMatching(/^@vladmandic\/human-models@\d/) });
    }
  });
});
