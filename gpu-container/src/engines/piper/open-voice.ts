import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OnnxRuntime } from '../../onnx/onnx-runtime.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { exposeDurations } from './expose-durations.js';

/**
 * Opens a voice so that it gives its durations out beside its sound. The published graph keeps them to itself: what is
 * opened is a copy with one output more, which is gone again once it is loaded. Fails with `engine-failed`.
 */
export async function openVoice(onnx: Pick<OnnxRuntime, 'open'>, modelPath: string): Promise<OnnxSession> {
  const model = await readFile(modelPath);
  const addition = exposeDurations(model);
  if (addition === undefined) return onnx.open({ modelPath });
  const directory = await mkdtemp(join(tmpdir(), 'polydub-piper-'));
  try {
    const copyPath = join(directory, 'voice.onnx');
    await writeFile(copyPath, model);
    await writeFile(copyPath, addition, { flag: 'a' });
    return await onnx.open({ modelPath: copyPath });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
