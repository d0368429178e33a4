import { z } from 'zod';
import type { ArtifactRef } from '../contracts/artifact-ref.js';
import { EngineChoice } from '../contracts/engine-choice.js';
import { Survey } from '../contracts/engine-descriptor.js';
import type { StageRequest } from '../contracts/stage-request.js';
import { Transcript } from '../contracts/transcript.js';
import { Translation } from '../contracts/translation.js';
import type { UnitSpec } from '../contracts/unit.js';
import { VoiceSamples } from '../contracts/voice-sample.js';
import { PipelineError } from '../errors/pipeline-error.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import { type CastVoice, castVoices } from '../speech/cast-voices.js';
import { onlySpeaker } from '../speech/only-speaker.js';
import { spokenWordings } from '../speech/spoken-wordings.js';
import { clonedVoice, type SynthesizeUnitParams } from './collect-speech.js';
import { readArtifact } from './read-artifact.js';
import { requireInput } from './require-input.js';

/** What a `synthesize` request carries: the engine that clones voices, where some are to be cloned. */
const SynthesizeParams = z.strictObject({ cloner: EngineChoice.optional() });

/**
 * One unit per wording of every segment that has words; a unit knows text and voice only, so equal lines are spoken
 * once. Lines of a speaker of whom there is a sample go to the engine that clones, with the sample; all others, and all
 * of a job that clones nobody, to the stock voices.
 */
export async function cutSpeech(request: StageRequest, artifacts: ArtifactStore): Promise<readonly UnitSpec[]> {
  const { engine } = request;
  if (engine === undefined) throw new PipelineError('internal', 'synthesize was asked for without an engine.');
  const [translation, transcript, survey] = await Promise.all([
    readArtifact(artifacts, requireInput(request, 'translation'), Translation),
    readArtifact(artifacts, requireInput(request, 'transcript'), Transcript),
    readArtifact(artifacts, requireInput(request, 'survey'), Survey),
  ]);
  const voices = survey.engines.find((each) => each.id === engine.id && each.capability === engine.capability)?.voices;
  const cast = castVoices({
    speakers: transcript.speakers ?? [{ id: onlySpeaker }],
    voices: voices ?? [],
    language: translation.language,
  });
  const cloner = await readCloner(request, artifacts);
  const speakerOf = new Map(transcript.segments.map((segment) => [segment.id, segment.speaker ?? onlySpeaker]));
  const { stage } = request;
  const { language } = translation;
  return spokenWordings(translation).map(({ segmentId, text }): UnitSpec => {
    const speaker = speakerOf.get(segmentId);
    const reference = speaker === undefined ? undefined : cloner?.references.get(speaker);
    if (cloner !== undefined && reference !== undefined) {
      const params = { text, language, voice: clonedVoice } satisfies SynthesizeUnitParams;
      return { stage, engine: cloner.engine, inputs: { reference }, params };
    }
    return { stage, engine, inputs: {}, params: unitParams(text, language, roleOf(cast, speaker)) };
  });
}

interface Cloner {
  readonly engine: EngineChoice;
  /** The samples, by speaker. */
  readonly references: ReadonlyMap<string, ArtifactRef>;
}

async function readCloner(request: StageRequest, artifacts: ArtifactStore): Promise<Cloner | undefined> {
  const { cloner: engine } = SynthesizeParams.parse(request.params);
  if (engine === undefined) return undefined;
  const { samples } = await readArtifact(artifacts, requireInput(request, 'voice-samples'), VoiceSamples);
  const references = samples.flatMap(({ speaker, reference }) =>
    reference === undefined ? [] : [[speaker, reference] as const],
  );
  return { engine, references: new Map(references) };
}

function roleOf(cast: Readonly<Record<string, CastVoice>>, speaker: string | undefined): CastVoice {
  const role = cast[speaker ?? onlySpeaker] ?? Object.values(cast)[0];
  if (role === undefined) throw new PipelineError('engine-missing', 'The synthesizer has no voice for this language.');
  return role;
}

function unitParams(text: string, language: string, { voice, pitchHz }: CastVoice): UnitSpec['params'] {
  const params = { text, language, voice } satisfies SynthesizeUnitParams;
  return pitchHz === undefined ? params : { ...params, pitchHz: Math.round(pitchHz) };
}
