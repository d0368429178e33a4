import type { Segment } from '../../../../pipeline/contracts/transcript.js';
import type { Word } from '../../../../pipeline/contracts/word.js';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { AlignParams, SpeechAligner } from '../../../../pipeline/ports/speech-aligner.js';
import { openWav, type WavReader } from '../../media/open-wav.js';
import { abortError } from '../../process/abort-error.js';
import { espeakVoiceFor } from '../espeak/espeak-languages.js';
import type { SpeechDetector } from '../silero-vad/create-speech-detector.js';
import type { SpeechRegion } from '../silero-vad/regions-from-probabilities.js';
import { alignFrames } from './align-frames.js';
import { hearRecording } from './hear-recording.js';
import { haveUsableTimes, planBlocks, type RoughlyTimed } from './plan-blocks.js';
import { speakModel } from './speak-model.js';

export interface EspeakAlignerDeps {
  readonly detector: SpeechDetector;
}

const FINE_HOP_MS = 20;
const COARSE_HOP_MS = 80;
/** Half the width of the search when nothing is known of times, in states of 80 ms: two minutes to either side. */
const COARSE_BAND = 1500;

interface Recording {
  readonly wav: WavReader;
  readonly regions: readonly SpeechRegion[];
  readonly durationMs: number;
  readonly voice: string;
  readonly signal: AbortSignal;
}

/**
 * Finds when each word of a known text is spoken, in any language espeak-ng speaks, by comparing the recording with
 * espeak-ng's own reading of the text. Never changes the text; segments with nothing to say keep their times.
 * `align` fails with `language-unreachable`, `no-speech`, `engine-failed`, `engine-missing`, `cancelled`.
 */
export function createEspeakAligner(deps: EspeakAlignerDeps): SpeechAligner {
  return {
    align: async (params) => {
      const voice = espeakVoiceFor(params.transcript.language);
      if (voice === undefined) {
        const message = `Words in ${params.transcript.language} cannot be aligned: espeak-ng does not speak it.`;
        throw new PipelineError('language-unreachable', message);
      }
      const regions = await deps.detector.detect({ speechPath: params.speechPath, signal: params.signal });
      if (regions.length === 0) throw new PipelineError('no-speech', 'Nobody speaks in the audio.');
      const wav = await openWav(params.speechPath);
      try {
        const durationMs = (wav.frames * 1000) / wav.sampleRateHz;
        const segments = await alignSegments(params, { wav, regions, durationMs, voice, signal: params.signal });
        return { ...params.transcript, segments: [...segments] };
      } finally {
        await wav.close();
      }
    },
  };
}

async function alignSegments({ transcript }: AlignParams, recording: Recording): Promise<readonly Segment[]> {
  const { segments } = transcript;
  const isTimed = haveUsableTimes(segments, recording.durationMs);
  const rough = isTimed ? segments : await placeRoughly(segments, recording);
  const aligned: Segment[] = [];
  for (const block of planBlocks(rough, recording.durationMs)) {
    if (recording.signal.aborted) throw abortError(recording.signal, 'Alignment');
    const members = segments.slice(block.first, block.end);
    const words = await findWords(members, block, FINE_HOP_MS, recording);
    members.forEach((segment, at) => {
      const place = rough[block.first + at] ?? segment;
      aligned.push(withWords({ ...segment, startMs: place.startMs, endMs: place.endMs }, words[at] ?? []));
    });
  }
  return keepOrder(aligned);
}

function withWords(segment: Segment, words: readonly Word[]): Segment {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return segment;
  return { ...segment, startMs: first.startMs, endMs: Math.max(last.endMs, first.startMs + 1), words: [...words] };
}

/** Neighbouring blocks share a moment: a segment never begins before the one before it. */
function keepOrder(segments: readonly Segment[]): readonly Segment[] {
  let latest = 0;
  return segments.map((segment) => {
    latest = Math.max(latest, segment.startMs);
    return latest === segment.startMs
      ? segment
      : { ...segment, startMs: latest, endMs: Math.max(latest, segment.endMs) };
  });
}

/** The words of every segment with their times, looked for in one part of the recording. */
async function findWords(
  segments: readonly Segment[],
  part: RoughlyTimed,
  hopMs: number,
  recording: Recording,
): Promise<ReadonlyArray<readonly Word[]>> {
  const { voice, signal, wav, regions, durationMs } = recording;
  const model = await speakModel({ texts: segments.map((segment) => segment.text), voice, hopMs, signal });
  const words: Word[][] = segments.map(() => []);
  if (model.words.length === 0) return words;
  const heard = await hearRecording({ wav, regions, startMs: part.startMs, endMs: part.endMs, hopMs });
  const isWhole = part.startMs === 0 && part.endMs === durationMs;
  const band = { expectedShare: speechShareBefore(heard.isSpeech), width: COARSE_BAND };
  const found = alignFrames({ model, heard, ...(isWhole && hopMs === COARSE_HOP_MS ? { band } : {}) });
  model.words.forEach(({ segment, text }, at) => {
    const { from = 0, to = 0 } = found[at] ?? {};
    const startMs = Math.round(part.startMs + from * hopMs);
    words[segment]?.push({ text, startMs, endMs: Math.round(part.startMs + to * hopMs) });
  });
  return words;
}

/** For each frame, the share of all speech that lies before it. */
function speechShareBefore(isSpeech: ArrayLike<number>): (frame: number) => number {
  const before = new Float64Array(isSpeech.length + 1);
  for (let at = 0; at < isSpeech.length; at++) before[at + 1] = (before[at] ?? 0) + (isSpeech[at] ?? 0);
  const total = Math.max(1, before[isSpeech.length] ?? 1);
  return (frame) => (before[frame] ?? total) / total;
}

/** A first place for segments whose times are unknown, from one coarse pass over the whole recording. */
async function placeRoughly(segments: readonly Segment[], recording: Recording): Promise<readonly RoughlyTimed[]> {
  const whole = { startMs: 0, endMs: recording.durationMs };
  const words = await findWords(segments, whole, COARSE_HOP_MS, recording);
  let latest = 0;
  return segments.map((_segment, at) => {
    const startMs = Math.max(latest, words[at]?.[0]?.startMs ?? latest);
    const endMs = Math.max(startMs + 1, words[at]?.at(-1)?.endMs ?? startMs);
    latest = startMs;
    return { startMs, endMs };
  });
}
