import { FaceManifest } from '../../../pipeline/contracts/face-manifest.js';
import { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import { Transcript } from '../../../pipeline/contracts/transcript.js';
import { hearFrames } from '../../../pipeline/faces/hear-frames.js';
import { matchFaces } from '../../../pipeline/faces/match-faces.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { readSpeechCepstra } from '../faces/read-speech-cepstra.js';
import { seeTracks } from '../faces/see-tracks.js';
import { inputOf } from './input-of.js';
import type { RunUnit } from './unit-context.js';

/**
 * `match-faces`: whose mouth says which segment. Inputs face-manifest, speech (mono, of the source), transcript
 * (diarized) and, where the frame rate varies, frames; output speaking-faces. A source without faces is no failure.
 */
export const runMatchFaces: RunUnit = async ({ unit, directory, artifacts, signal }) => {
  const [manifest, frames, transcript, speechPath] = await Promise.all([
    readJsonArtifact(artifacts, inputOf(unit, 'face-manifest'), FaceManifest),
    unit.inputs['frames'] && readJsonArtifact(artifacts, unit.inputs['frames'], FrameIndex),
    readJsonArtifact(artifacts, inputOf(unit, 'transcript'), Transcript),
    artifacts.fetch(inputOf(unit, 'speech')),
  ]);
  const tracks = await seeTracks({ manifest, frames, artifacts });
  signal.throwIfAborted();
  const hear = hearFrames(await readSpeechCepstra(speechPath));
  const value = matchFaces({ tracks, segments: transcript.segments, hear });
  return { 'speaking-faces': await storeJsonArtifact({ files: artifacts, directory, name: 'speaking-faces', value }) };
};
