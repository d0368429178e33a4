import type { FitPlan } from '../contracts/fit-plan.js';
import type { FrameIndex } from '../contracts/frame-index.js';
import type { MouthLine, MouthScript, MouthStretch, ScriptTrack } from '../contracts/mouth-script.js';
import type { Speech } from '../contracts/spoken-segment.js';
import { type FindStretchesParams, findStretches } from './find-stretches.js';
import { placePhonemes } from './place-phonemes.js';
import { type PictureRange, planRuns } from './plan-runs.js';
import { spellPhonemes } from './spell-phonemes.js';

export interface WriteScriptsParams {
  readonly frames: FrameIndex;
  readonly tracks: readonly ScriptTrack[];
  readonly spans: FindStretchesParams['spans'];
  readonly fit: FitPlan;
  readonly speech: Speech;
}

/** Frames of one person a unit may take mouths from, beside those of the run itself. */
const LIBRARY_FRAMES = 1500;
/** Phonemes further from a run than this are not felt in it, in ms. */
const FELT_MS = 700;

/** One script per run of pictures in which a mouth is redrawn, in order; none of a run's content depends on another's. */
export function writeScripts(params: WriteScriptsParams): readonly MouthScript[] {
  const stretches = findStretches(params);
  return planRuns(params.frames, stretches).map((run) => writeScript(params, run, stretches));
}

function writeScript(params: WriteScriptsParams, run: PictureRange, all: readonly MouthStretch[]): MouthScript {
  const { frames, tracks, fit, speech, spans } = params;
  const stretches = all.filter(({ firstFrame, endFrame }) => firstFrame < run.endFrame && endFrame > run.firstFrame);
  const moved = tracks.filter(({ id }) => stretches.some(({ trackId }) => trackId === id));
  const donors = moved.flatMap((track) => donorsOf(track, tracks, run));
  const fromMs = (frames.timesMs[run.firstFrame] ?? 0) - FELT_MS;
  const toMs = (frames.timesMs[run.endFrame - 1] ?? 0) + FELT_MS;
  const lines = fit.segments.flatMap((fitted): readonly MouthLine[] => {
    const spoken = speech.segments.find(({ id }) => id === fitted.id);
    const people = new Set(spans.filter(({ segmentId }) => segmentId === fitted.id).map(({ person }) => person));
    const trackIds = moved.filter(({ person }) => people.has(person)).map(({ id }) => id);
    if (spoken === undefined || trackIds.length === 0 || fitted.endMs < fromMs || fitted.startMs > toMs) return [];
    const phonemes = placePhonemes(spellPhonemes(spoken), fitted).filter(
      ({ startMs, endMs }) => endMs >= fromMs && startMs <= toMs,
    );
    return [{ segmentId: fitted.id, trackIds, startMs: fitted.startMs, endMs: fitted.endMs, phonemes: [...phonemes] }];
  });
  return { ...run, tracks: [...new Set([...moved, ...donors])], stretches, lines };
}

/** The tracks of the same person nearest to the run, until there is enough to choose from. */
function donorsOf(track: ScriptTrack, tracks: readonly ScriptTrack[], run: PictureRange): readonly ScriptTrack[] {
  const away = ({ firstFrame, endFrame }: ScriptTrack) =>
    Math.max(0, firstFrame - run.endFrame, run.firstFrame - endFrame);
  const others = tracks
    .filter((each) => each.person === track.person && each.id !== track.id)
    .toSorted((a, b) => away(a) - away(b) || a.firstFrame - b.firstFrame);
  let count = track.endFrame - track.firstFrame;
  return others.filter((each) => {
    const isWanted = count < LIBRARY_FRAMES;
    if (isWanted) count += each.endFrame - each.firstFrame;
    return isWanted;
  });
}
