import { Survey } from '../contracts/engine-descriptor.js';
import type { StageRequest } from '../contracts/stage-request.js';
import { Transcript } from '../contracts/transcript.js';
import { Translation } from '../contracts/translation.js';
import type { UnitSpec } from '../contracts/unit.js';
import { PipelineError } from '../errors/pipeline-error.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import { type CastVoice, castVoices } from '../speech/cast-voices.js';
import { spokenWordings } from '../speech/spoken-wordings.js';
import type { SynthesizeUnitParams } from './collect-speech.js';
import { readArtifact } from './read-artifact.js';
import { requireInput } from './require-input.js';

/** Whoever speaks where nobody told speakers apart. */
const onlySpeaker = 'spk_1';

/** One unit per wording of every segment that has words; a unit knows text and voice only, so equal lines are spoken once. */
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
  const speakerOf = new Map(transcript.segments.map((segment) => [segment.id, segment.speaker ?? onlySpeaker]));
  return spokenWordings(translation).map(({ segmentId, text }) => ({
    stage: request.stage,
    engine,
    inputs: {},
    params: unitParams(text, translation.language, roleOf(cast, speakerOf.get(segmentId))),
  }));
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
