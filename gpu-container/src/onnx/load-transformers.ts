import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

type Transformers = typeof import('@huggingface/transformers');

/**
 * The library of tokenizers and feature extractors, reading from the model folder alone. Loaded with the first engine
 * that needs it: it takes longer to load than a worker to start. Fails with `engine-missing` without the package.
 */
export async function loadTransformers(modelsFolder: string): Promise<Transformers> {
  const library = await import('@huggingface/transformers').catch((cause) => {
    throw new PipelineError('engine-missing', 'The npm package @huggingface/transformers is not installed.', { cause });
  });
  const { env } = library;
  env.localModelPath = modelsFolder;
  env.allowLocalModels = true;
  // what is missing is said by the registry, never fetched behind its back
  env.allowRemoteModels = false;
  env.useFSCache = false;
  env.useBrowserCache = false;
  return library;
}
