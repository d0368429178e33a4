import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { TimeSpan } from '../../../../pipeline/sound/time-span.js';
import { assignVoices } from '../../../../pipeline/speech/assign-voices.js';
import { clusterVoices } from '../../../../pipeline/speech/cluster-voices.js';
import { LOCAL_SPEAKERS } from '../../../../pipeline/speech/decode-powerset.js';
import type { SpeakerTurn } from '../../../../pipeline/speech/diarization-error-rate.js';
import { stitchTurns } from '../../../../pipeline/speech/stitch-turns.js';
import type { NeuralDeps } from '../../neural/open-model.js';
import type { WavReader } from '../../sound/open-wav-reader.js';
import { listenToWindows } from './listen-to-windows.js';
import { planWindows } from './plan-windows.js';
import { FIRST_MIDDLE, FRAME_HOP, SPEECH_HZ } from './segmentation-frames.js';

export interface FindTurnsParams {
  /** Of a mono 16 kHz file. */
  readonly reader: WavReader;
  /** Where anybody may speak; the rest is not listened to. */
  readonly spans: readonly TimeSpan[];
  readonly speakerCount?: number | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

const LOCALS = Array.from({ length: LOCAL_SPEAKERS }, (_, local) => local);

/**
 * Finds who speaks when, overlaps included; speakers are numbers as text. The sound is streamed: of an hour, 720 windows
 * with one to three voices each stay in memory, about 2 MB. Fails with `engine-missing` without the weights,
 * `engine-failed`, `cancelled`, `internal` for another rate.
 */
export async function findTurns(deps: NeuralDeps, params: FindTurnsParams): Promise<SpeakerTurn[]> {
  const { reader, spans, speakerCount } = params;
  if (reader.sampleRateHz !== SPEECH_HZ) {
    throw new PipelineError('internal', `Speech must be at ${SPEECH_HZ} Hz, not at ${reader.sampleRateHz} Hz.`);
  }
  const firstFrames = planWindows(reader.frames, spans);
  const { windows, voices } = await listenToWindows(deps, { ...params, firstFrames });
  const clear = voices.filter(({ isClear }) => isClear);
  const isEnough = clear.length >= Math.max(1, speakerCount ?? 1);
  const people = clusterVoices({ voices: isEnough ? clear : voices, speakerCount });
  const assigned = assignVoices({ voices, people });
  const labels = new Map(voices.map(({ window, local }, at) => [`${window} ${local}`, assigned[at]]));
  const labelled = windows.map((window, index) => ({
    ...window,
    people: LOCALS.map((local) => labels.get(`${index} ${local}`)),
  }));
  return stitchTurns({
    windows: labelled,
    frameMs: (FRAME_HOP * 1000) / SPEECH_HZ,
    firstMiddleMs: (FIRST_MIDDLE * 1000) / SPEECH_HZ,
    durationMs: (reader.frames * 1000) / SPEECH_HZ,
  });
}
