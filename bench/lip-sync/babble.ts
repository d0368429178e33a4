import type { FaceTrack } from '../../pipeline/contracts/face-tracks.js';
import type { FrameIndex } from '../../pipeline/contracts/frame-index.js';
import type { MouthScript } from '../../pipeline/contracts/mouth-script.js';

const SOUNDS = 'b w e n o s d i a s m i n o m b ɾ e e s x o ɾ d i s o j d e b a ɾ s e l o n a'.split(' ');
const SOUND_MS = 80;

/** A script in which the face speaks from its first frame to its last: every group of pictures changes. */
export function babble(track: FaceTrack, frames: FrameIndex): MouthScript {
  const id = 'speaker';
  const startMs = frames.timesMs[track.firstFrame] ?? 0;
  const endMs = frames.timesMs[track.endFrame - 1] ?? 0;
  const phonemes = Array.from({ length: Math.floor((endMs - startMs) / SOUND_MS) }, (_, at) => ({
    ipa: SOUNDS[at % SOUNDS.length] ?? 'a',
    startMs: startMs + at * SOUND_MS,
    endMs: startMs + (at + 1) * SOUND_MS,
  }));
  return {
    ...{ firstFrame: 0, endFrame: frames.timesMs.length },
    tracks: [{ ...track, id, landmarks: 'landmarks', person: 'speaker' }],
    stretches: [{ trackId: id, segmentIds: ['seg_1'], firstFrame: track.firstFrame, endFrame: track.endFrame }],
    lines: [{ segmentId: 'seg_1', trackIds: [id], startMs, endMs, phonemes }],
  };
}
