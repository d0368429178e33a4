import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findModel } from '../../../gpu-container/src/models/find-model.js';
import { modelCatalogue } from '../../../gpu-container/src/models/model-catalogue.js';
import { createOnnxRuntime } from '../../../gpu-container/src/onnx/onnx-runtime.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { sampleModels } from '../../samples/sample-models.js';
import { samplePath } from '../../samples/sample-path.js';

const samples = samplePath('models');
const sampleSizes = new Set(samples === undefined ? [] : listSizes(samples));
/** Those whose files lie among the samples; of others their publishers' word is all there is. */
const vouchedFor = modelCatalogue.filter(({ files }) =>
  files.every(({ sha256, sizeBytes }) => sha256 !== undefined && sampleSizes.has(sizeBytes ?? -1)),
);

function listSizes(folder: string): readonly number[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
}

/** Whether a model's weights lie among the samples; those of the hub do not. */
async function isSample(id: string): Promise<boolean> {
  return sampleModels([id]).then(
    () => true,
    (error) => {
      if (error instanceof PipelineError && error.code === 'not-found') return false;
      throw error;
    },
  );
}

describe('the catalogue', () => {
  it('names every model once, in words a folder can bear', () => {
    const ids = modelCatalogue.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it('gives every digest as one, and a size beside it', () => {
    const files = modelCatalogue.flatMap((entry) => entry.files);
    expect(files.filter(({ sha256 }) => sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256))).toEqual([]);
    expect(files.filter(({ md5 }) => md5 !== undefined && !/^[0-9a-f]{32}$/.test(md5))).toEqual([]);
    expect(files.filter((file) => (file.sha256 ?? file.md5) !== undefined && file.sizeBytes === undefined)).toEqual([]);
  });

  it('names files that stay inside the model’s folder', () => {
    const paths = modelCatalogue.flatMap((entry) => entry.files.map(({ path }) => path));
    expect(paths.filter((path) => path.startsWith('/') || path.split('/').includes('..'))).toEqual([]);
  });

  it('has a variant for each provider wherever it has variants at all', () => {
    for (const { id, files, variants } of modelCatalogue) {
      const named = new Set(files.flatMap(({ variant }) => variant ?? []));
      expect({ id, named: [...named].sort() }).toEqual({
        id,
        named: [...new Set(variants === undefined ? [] : [variants.cpu, variants.cuda])].sort(),
      });
    }
  });

  it('says who it is when asked for a model it does not know', () => {
    expect(() => findModel('hal-9000')).toThrow('npm run models -- list');
  });

  it.skipIf(samples === undefined)('describes real weights to the byte, and each of them loads', async () => {
    const ids: string[] = [];
    for (const { id } of vouchedFor) if (await isSample(id)) ids.push(id);
    const store = await sampleModels(ids);
    const onnx = createOnnxRuntime({ device: 'cpu', threads: 1 });
    let graphs = 0;
    for (const { id, files } of ids.map(findModel)) {
      const model = await store?.locate(id);
      expect(await store?.verify(id)).toEqual([]);
      for (const { path } of files.filter((file) => file.path.endsWith('.onnx'))) {
        const session = await onnx.open({ modelPath: model?.file(path) ?? '' });
        expect(session.outputNames.length).toBeGreaterThan(0);
        graphs += 1;
      }
    }
    await onnx.dispose();
    expect(ids.length).toBe(20);
    expect(graphs).toBe(23);
  });
});
