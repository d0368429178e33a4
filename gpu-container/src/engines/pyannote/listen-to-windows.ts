import type { Voice } from '../../../../pipeline/speech/voice.js';
import { type NeuralDeps, openModel } from '../../neural/open-model.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { runBatched } from '../../onnx/run-batched.js';
import { embedVoices } from './embed-voices.js';
import { type ReadWindowsParams, readWindows } from './read-windows.js';
import { type SegmentedWindow, segmentWindows } from './segment-windows.js';
import { type LocalVoice, voicesOf } from './voices-of.js';

export interface ListenToWindowsParams extends ReadWindowsParams {
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** What is kept of a window: 0.6 KB. */
type HeardWindow = Omit<SegmentedWindow, 'samples'>;

/** A local speaker of a window, by its embedding: 1 KB. */
export interface HeardVoice extends Voice, Pick<LocalVoice, 'local' | 'isClear'> {}

/** Everything that is kept of a recording; `window` of a voice is an index of `windows`. */
export interface HeardRecording {
  readonly windows: readonly HeardWindow[];
  readonly voices: readonly HeardVoice[];
}

/** Greatest batches. A CPU gains nothing from more than one; a GPU's nobody has measured yet, and is halved where it must. */
const BATCH = { cpu: 1, cuda: 32 } as const;

/**
 * Segments the windows of a recording and embeds the voices in them, a batch at a time. Fails with `engine-missing`
 * without the weights, `engine-failed`, `cancelled`.
 */
export async function listenToWindows(deps: NeuralDeps, params: ListenToWindowsParams): Promise<HeardRecording> {
  const segmentation = await openModel(deps, { model: 'pyannote-segmentation-3', file: 'onnx/model.onnx' });
  const embedding = await openModel(deps, { model: 'wespeaker-resnet34-lm', file: 'onnx/model.onnx' });
  const windows: HeardWindow[] = [];
  const voices: HeardVoice[] = [];
  const keep = ({ firstFrame, masks }: SegmentedWindow): number => windows.push({ firstFrame, masks }) - 1;
  const cut = cutVoices(segment(segmentation, params), keep);
  for await (const voice of embed(embedding, cut, params.signal)) voices.push(voice);
  return { windows, voices };
}

function segment(session: OnnxSession, params: ListenToWindowsParams): AsyncGenerator<SegmentedWindow> {
  const { signal, firstFrames, onProgress } = params;
  return runBatched({
    items: readWindows(params),
    batchSize: BATCH[session.device],
    run: (batch) => segmentWindows(session, batch),
    signal,
    total: firstFrames.length,
    ...(onProgress && { onProgress }),
  });
}

type CutVoice = LocalVoice & Pick<Voice, 'window'>;

async function* cutVoices(
  windows: AsyncIterable<SegmentedWindow>,
  keep: (window: SegmentedWindow) => number,
): AsyncGenerator<CutVoice> {
  for await (const segmented of windows) {
    const window = keep(segmented);
    for (const voice of voicesOf(segmented)) yield { ...voice, window };
  }
}

function embed(session: OnnxSession, items: AsyncIterable<CutVoice>, signal: AbortSignal): AsyncGenerator<HeardVoice> {
  const run = async (batch: readonly CutVoice[]): Promise<HeardVoice[]> => {
    const embeddings = await embedVoices(session, batch);
    return batch.flatMap(({ window, local, isClear }, at) => {
      const embedding = embeddings[at];
      return embedding === undefined ? [] : [{ window, local, isClear, embedding }];
    });
  };
  return runBatched({ items, batchSize: BATCH[session.device], run, signal });
}
