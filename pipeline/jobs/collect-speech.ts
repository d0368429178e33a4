import { z } from 'zod';
import type { ArtifactRef } from '../contracts/artifact-ref.js';
import type { Memo } from '../contracts/memo.js';
import { SpeechTiming } from '../contracts/speech-timing.js';
import type { Speech } from '../contracts/spoken-segment.js';
import type { StagePlan } from '../contracts/stage-plan.js';
import { Translation } from '../contracts/translation.js';
import { PipelineError } from '../errors/pipeline-error.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import { mapLimited } from './map-limited.js';
import { readArtifact } from './read-artifact.js';
import { writeArtifact } from './write-artifact.js';

const parallelReads = 16;

/** The parameters every `synthesize` unit carries. */
export const SynthesizeUnitParams = z.strictObject({
  text: z.string(),
  language: z.string(),
  voice: z.string(),
  pitchHz: z.number().optional(),
  /** Wanted length in ms, for engines that can keep one. */
  durationMs: z.number().positive().optional(),
});
export type SynthesizeUnitParams = z.infer<typeof SynthesizeUnitParams>;

/** Joins the spoken segments of one target into its speech, in transcript order. */
export async function collectSpeech(
  plan: StagePlan,
  memos: readonly Memo[],
  artifacts: ArtifactStore,
): Promise<Readonly<Record<string, ArtifactRef>>> {
  const translationRef = plan.request.inputs['translation'];
  if (translationRef === undefined)
    throw new PipelineError('internal', 'synthesize was planned without a translation.');
  const translation = await readArtifact(artifacts, translationRef, Translation);
  const spoken = translation.segments.filter((segment) => segment.text.trim() !== '');
  const segments = await mapLimited(memos, parallelReads, async (memo, index) => {
    const params = SynthesizeUnitParams.parse(memo.params);
    const { audio, timing } = memo.outputs;
    const id = spoken[index]?.id;
    if (audio === undefined || timing === undefined || id === undefined) {
      throw new PipelineError('internal', `Memo ${memo.unitKey} does not fit the translation.`);
    }
    const measured = await readArtifact(artifacts, timing, SpeechTiming);
    return { id, text: params.text, audio, engine: memo.engine?.id ?? '', voice: params.voice, ...measured };
  });
  const speech: Speech = { language: translation.language, segments };
  return { 'speech-manifest': await writeArtifact(artifacts, speech) };
}
