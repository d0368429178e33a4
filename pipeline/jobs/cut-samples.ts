import { z } from 'zod';
import type { StageRequest } from '../contracts/stage-request.js';
import { Transcript } from '../contracts/transcript.js';
import type { UnitSpec } from '../contracts/unit.js';
import { SampleSpan } from '../contracts/voice-sample.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import { findSampleSpans } from '../speech/find-sample-spans.js';
import { findVoiceWish } from '../speech/find-voice-wish.js';
import { onlySpeaker } from '../speech/only-speaker.js';
import { readArtifact } from './read-artifact.js';
import { requireInput } from './require-input.js';

/** What a `sample-voices` request carries: whether each speaker's voice is to be cloned, as the request words it. */
const SampleVoicesParams = z.strictObject({ speakers: z.record(z.string(), z.boolean()) });

/** The parameters every `sample-voices` unit carries. */
export const SampleUnitParams = z.strictObject({ speaker: z.string(), spans: z.array(SampleSpan) });
export type SampleUnitParams = z.infer<typeof SampleUnitParams>;

/**
 * One unit for every speaker whose voice is to be cloned, and none for anybody else: without a sample nothing can be
 * cloned. A unit knows the sound and where to look in it, so a corrected text takes the same sample.
 */
export async function cutSamples(request: StageRequest, artifacts: ArtifactStore): Promise<readonly UnitSpec[]> {
  const { speakers: wishes } = SampleVoicesParams.parse(request.params);
  const transcript = await readArtifact(artifacts, requireInput(request, 'transcript'), Transcript);
  const sound = requireInput(request, 'sound');
  return (transcript.speakers ?? [{ id: onlySpeaker }])
    .filter((speaker) => findVoiceWish(wishes, speaker) === true)
    .map(({ id }) => {
      const params: SampleUnitParams = { speaker: id, spans: [...findSampleSpans(transcript, id)] };
      return { stage: request.stage, params, inputs: { sound } };
    });
}
