import { z } from 'zod';
import { EngineChoice } from '../../../pipeline/contracts/engine-choice.js';
import { FaceManifest } from '../../../pipeline/contracts/face-manifest.js';
import { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { Transcript } from '../../../pipeline/contracts/transcript.js';
import { chooseSpeakers, type SpeakerChoice } from '../../../pipeline/faces/choose-speakers.js';
import { hearFrames } from '../../../pipeline/faces/hear-frames.js';
import { matchFaces } from '../../../pipeline/faces/match-faces.js';
import { settleRivals } from '../../../pipeline/faces/settle-rivals.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { openActiveSpeaker } from '../engines/open-active-speaker.js';
import { readSpeechCepstra } from '../faces/read-speech-cepstra.js';
import { type ScoreRivalsParams, scoreRivals } from '../faces/score-rivals.js';
import { seeTracks } from '../faces/see-tracks.js';
import { inputOf } from './input-of.js';
import type { RunUnit, UnitContext } from './unit-context.js';

const Params = z.strictObject({
  /** Looks at the faces again where it is not clear who of several speaks. */
  activeSpeaker: EngineChoice.pick({ id: true, version: true, fingerprint: true, licence: true }).optional(),
});

/**
 * `match-faces`: whose mouth says which segment. Inputs face-manifest, speech (mono, of the source), transcript
 * (diarized) and, where the frame rate varies, frames; with an active speaker in the parameters also source, media and
 * frames in any case. Output speaking-faces. A source without faces is no failure.
 */
export const runMatchFaces: RunUnit = async (context) => {
  const { unit, directory, artifacts, signal } = context;
  const { activeSpeaker } = Params.parse(unit.params);
  const [manifest, frames, transcript, speechPath] = await Promise.all([
    readJsonArtifact(artifacts, inputOf(unit, 'face-manifest'), FaceManifest),
    unit.inputs['frames'] && readJsonArtifact(artifacts, unit.inputs['frames'], FrameIndex),
    readJsonArtifact(artifacts, inputOf(unit, 'transcript'), Transcript),
    artifacts.fetch(inputOf(unit, 'speech')),
  ]);
  const tracks = await seeTracks({ manifest, frames, artifacts });
  signal.throwIfAborted();
  const { segments } = transcript;
  const hear = hearFrames(await readSpeechCepstra(speechPath));
  const chosen = chooseSpeakers({ tracks, segments, hear });
  const choices =
    activeSpeaker === undefined
      ? chosen
      : await settle(context, activeSpeaker.id, { segments, chosen, tracks, manifest, speechPath });
  const value = matchFaces({ tracks, segments, hear, choices });
  return { 'speaking-faces': await storeJsonArtifact({ files: artifacts, directory, name: 'speaking-faces', value }) };
};

interface Unsettled extends Pick<ScoreRivalsParams, 'tracks' | 'manifest' | 'speechPath'> {
  readonly segments: Transcript['segments'];
  /** One for each segment. */
  readonly chosen: readonly SpeakerChoice[];
}

/** Has the model look where several mouths move and nobody could be told; reads no picture where there is no such place. */
async function settle(
  { unit, artifacts, engines, signal, onProgress }: UnitContext,
  id: string,
  { segments, chosen, ...seen }: Unsettled,
): Promise<readonly SpeakerChoice[]> {
  const contested = segments.flatMap((segment, index) => {
    const choice = chosen[index];
    const rivals = choice?.kind === 'nobody' ? (choice.rivals ?? []) : [];
    return rivals.length > 1 ? [{ segment, rivals }] : [];
  });
  if (contested.length === 0) return chosen;
  const [info, frames, sourcePath] = await Promise.all([
    readJsonArtifact(artifacts, inputOf(unit, 'media'), MediaInfo),
    readJsonArtifact(artifacts, inputOf(unit, 'frames'), FrameIndex),
    artifacts.fetch(inputOf(unit, 'source')),
  ]);
  const activeSpeaker = openActiveSpeaker(id, await engines.neural(id));
  const looking = { contested, ...seen, info, frames, sourcePath, activeSpeaker, artifacts, signal, onProgress };
  return settleRivals({ segments, choices: chosen, scores: await scoreRivals(looking) });
}
