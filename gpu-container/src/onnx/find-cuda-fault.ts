import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A graph that gives back the one number it gets: whether a device works is learnt by using it. */
const ONE_NUMBER_GRAPH =
  'CAgSB3BvbHlkdWI6NQoQCgF4EgF5IghJZGVudGl0eRIFZ3JhcGhaDwoBeBIKCggIARIECgIIAWIJCgF5EgQKAggBQgQKABAN';

/** Why CUDA cannot be used here, or `undefined` when it can. Loads the runtime only where it has CUDA. Never throws. */
export async function findCudaFault(): Promise<string | undefined> {
  const folder = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  const library = `bin/napi-v6/${process.platform}/${process.arch}/libonnxruntime_providers_cuda.so`;
  // asked first: the runtime writes a page to stderr when it has to find this out itself
  if (!existsSync(join(folder, library))) return 'onnxruntime is installed without CUDA';
  try {
    const options = { executionProviders: ['cuda'], logSeverityLevel: 4 } as const;
    const { InferenceSession } = await import('onnxruntime-node');
    const session = await InferenceSession.create(Buffer.from(ONE_NUMBER_GRAPH, 'base64'), options);
    await session.release();
    return undefined;
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return `CUDA does not start: ${line.slice(0, 200)}`;
  }
}
