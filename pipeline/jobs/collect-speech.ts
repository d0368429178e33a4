import { z } from 'zod';
import type { ArtifactRef } from '../contracts/artifact-ref.js';
import type { Memo } from '../contracts/memo.js';
import { SpeechTiming } from '../contracts/speech-timing.js';
import type { Speech, SpokenAlternative, SpokenSegment } from '../contracts/spoken-segment.js';
import type { StagePlan } from '../contracts/stage-plan.js';
import { Translation } from '../contracts/translation.js';
import { PipelineError } from '../errors/pipeline-error.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import { spokenWordings } from '../speech/spoken-wordings.js';
import { mapLimited } from './map-limited.js';
import { readArtifact } from './read-artifact.js';
import { writeArtifact } from './write-artifact.js';

const parallelReads = 16;

/** The voice of a unit that is spoken like its reference: the reference tells whose it is. */
export const clonedVoice = 'cloned';

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

/** Joins the spoken wordings of one target into its speech, in transcript order. */
export async function collectSpeech(
  plan: StagePlan,
  memos: readonly Memo[],
  artifacts: ArtifactStore,
): Promise<Readonly<Record<string, ArtifactRef>>> {
  const translationRef = plan.request.inputs['translation'];
  if (translationRef === undefined)
    throw new PipelineError('internal', 'synthesize was planned without a translation.');
  const translation = await readArtifact(artifacts, translationRef, Translation);
  const wordings = spokenWordings(translation);
  const spoken = await mapLimited(memos, parallelReads, async (memo, index): Promise<Spoken> => {
    const params = SynthesizeUnitParams.parse(memo.params);
    const { audio, timing } = memo.outputs;
    const wording = wordings[index];
    if (audio === undefined || timing === undefined || wording === undefined) {
      throw new PipelineError('internal', `Memo ${memo.unitKey} does not fit the translation.`);
    }
    const measured = await readArtifact(artifacts, timing, SpeechTiming);
    const { segmentId: id, alternative } = wording;
    const said = { text: params.text, audio, ...measured };
    return { id, alternative, said, engine: memo.engine?.id ?? '', voice: params.voice };
  });
  const speech: Speech = { language: translation.language, segments: joinWordings(spoken) };
  return { 'speech-manifest': await writeArtifact(artifacts, speech) };
}

interface Spoken {
  readonly id: string;
  readonly alternative: number | undefined;
  readonly said: Omit<SpokenAlternative, 'alternative'>;
  readonly engine: string;
  readonly voice: string;
}

/** Alternatives come after the wording they belong to. */
function joinWordings(spoken: readonly Spoken[]): SpokenSegment[] {
  return spoken
    .filter(({ alternative }) => alternative === undefined)
    .map(({ id, said, engine, voice }) => {
      const alternatives = spoken.flatMap((other) =>
        other.id === id && other.alternative !== undefined ? [{ alternative: other.alternative, ...other.said }] : [],
      );
      return { id, ...said, engine, voice, ...(alternatives.length > 0 && { alternatives }) };
    });
}
