import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { LipShape } from '../../../pipeline/contracts/lip-report.js';
import type { MouthScript, MouthStretch, ScriptTrack } from '../../../pipeline/contracts/mouth-script.js';
import type { UntouchedReason } from '../../../pipeline/contracts/speaking-faces.js';
import { type SpeakerRange, speakerRange } from '../../../pipeline/lip-sync/speaker-range.js';
import { aimMouth } from './aim-mouth.js';
import { fadeStrengths } from './fade-strengths.js';
import type { SeenFace } from './seen-face.js';

/** One frame of a stretch: the face as it is, what is wanted of it, and how much of that is shown. */
export interface PlannedFrame {
  readonly face: SeenFace;
  readonly timeMs: number;
  readonly target: LipShape;
  readonly strength: number;
}

/** The part of a stretch that lies in a run. */
export interface PlannedMouth {
  readonly stretch: MouthStretch;
  readonly person: string;
  readonly range: SpeakerRange;
  readonly frames: readonly PlannedFrame[];
  /** Why it cannot be tried at all. */
  readonly reason?: UntouchedReason;
}

export interface PlanMouthsParams {
  readonly script: MouthScript;
  readonly frames: FrameIndex;
  /** Faces of every track of the script, by track id, in order of frames. */
  readonly faces: ReadonlyMap<string, readonly SeenFace[]>;
}

/** Below this the lips are a few pixels, and the landmarks guesses; distance of the eyes in pixels. */
const MIN_EYE_DISTANCE_PX = 26;
/** A stretch of which less than this share can be changed is left alone. */
const MIN_USABLE_SHARE = 0.6;
/** Degrees from which a head counts as seen from the side. */
const PROFILE_DEGREES = 35;

/** What each mouth of a run shall do, frame by frame. */
export function planMouths({ script, frames, faces }: PlanMouthsParams): readonly PlannedMouth[] {
  return script.stretches.flatMap((stretch): readonly PlannedMouth[] => {
    const track = script.tracks.find(({ id }) => id === stretch.trackId);
    if (track === undefined) return [];
    const own = new Map((faces.get(track.id) ?? []).map((face) => [face.frame, face]));
    const { firstFrame, endFrame } = stretch;
    const seen = Array.from({ length: endFrame - firstFrame }, (_, at) => own.get(firstFrame + at));
    const person = script.tracks
      .filter((each) => each.person === track.person)
      .flatMap(({ id }) => faces.get(id) ?? []);
    const usable = person.filter(({ isUsable }) => isUsable);
    const range = speakerRange((usable.length > 0 ? usable : person).map(({ traits }) => traits));
    const aimed = aimMouth({ frames, firstFrame, endFrame, range, lines: linesOf(script, track) });
    const strengths = fadeStrengths({
      isUsable: seen.map((face) => face?.isUsable === true),
      fadesIn: firstFrame > track.firstFrame,
      fadesOut: endFrame < track.endFrame,
    });
    const planned = seen.flatMap((face, at): readonly PlannedFrame[] => {
      const aim = aimed[at];
      if (face === undefined || aim === undefined) return [];
      if (face.frame < script.firstFrame || face.frame >= script.endFrame) return [];
      return [{ face, ...aim, strength: strengths[at] ?? 0 }];
    });
    const reason = reasonAgainst(track, planned);
    return [{ stretch, person: track.person, range, frames: planned, ...(reason && { reason }) }];
  });
}

function linesOf({ lines }: MouthScript, { id }: ScriptTrack): MouthScript['lines'] {
  return lines.filter(({ trackIds }) => trackIds.includes(id));
}

function reasonAgainst(track: ScriptTrack, frames: readonly PlannedFrame[]): UntouchedReason | undefined {
  if (track.eyeDistancePx < MIN_EYE_DISTANCE_PX) return 'too-small';
  const usable = frames.filter(({ face }) => face.isUsable).length;
  if (frames.length > 0 && usable >= MIN_USABLE_SHARE * frames.length) return undefined;
  return Math.abs(track.yawDegrees) > PROFILE_DEGREES ? 'profile' : 'hidden';
}
