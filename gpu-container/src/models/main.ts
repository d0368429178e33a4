#!/usr/bin/env node
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { readConnectionSettings } from '../../../platform/config/connection-settings.js';
import { createBlobService } from '../../../platform/storage/create-blob-service.js';
import { createModelBlobs } from '../artifacts/model-blobs.js';
import { suggestEngines } from '../engines/suggest-engines.js';
import { createOnnxRuntime } from '../onnx/onnx-runtime.js';
import { readDevice } from '../onnx/read-device.js';
import { explainFailure } from './cli/explain-failure.js';
import { runModelsCommand } from './cli/run-models-command.js';
import { createModelSource } from './create-model-source.js';
import { readModelSettings } from './model-settings.js';
import { createModelStore } from './model-store.js';

/** `npm run models`: the models of this machine. */
async function main(): Promise<number> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('Stopped by the person.')));
  const { folder, origin, baked } = readModelSettings(process.env);
  const blobs = async () => createModelBlobs(await createBlobService(readConnectionSettings(process.env).storage));
  const source = createModelSource({ origin, blobs, token: process.env['HF_TOKEN'] });
  const store = createModelStore({ folder, baked, source });
  const { kind } = await createOnnxRuntime({ device: readDevice(process.env) }).device();
  return runModelsCommand(process.argv.slice(2), {
    store,
    source,
    variantOf: (entry) => entry.variants?.[kind],
    suggest: suggestEngines,
    isTerminal: process.stderr.isTTY,
    write: (text) => process.stdout.write(text),
    remark: (text) => process.stderr.write(text),
    signal: stop.signal,
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof PipelineError)) throw error;
  const { text, exitCode } = explainFailure(error);
  process.stderr.write(text);
  process.exitCode = exitCode;
}
