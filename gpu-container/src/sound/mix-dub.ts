import { join } from 'node:path';
import type { FitPlan } from '../../../pipeline/contracts/fit-plan.js';
import type { LoudnessProfile, LoudnessReport } from '../../../pipeline/contracts/loudness-report.js';
import type { MixReport } from '../../../pipeline/contracts/mix-report.js';
import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import { SILENCE_LUFS } from '../../../pipeline/sound/create-loudness-meter.js';
import { dbFromGain, gainFromDb } from '../../../pipeline/sound/decibels.js';
import { joinSpans } from '../../../pipeline/sound/join-spans.js';
import { loudnessProfiles } from '../../../pipeline/sound/loudness-profiles.js';
import type { TimeSpan } from '../../../pipeline/sound/time-span.js';
import { CENTRE_GAIN, type DubLevels, levelDub } from './level-dub.js';
import { masterLoudness } from './master-loudness.js';
import { measureOriginal, type OriginalLevels } from './measure-original.js';
import { PROGRAMME_RATE_HZ } from './sound-format.js';
import { writeBackground } from './write-background.js';
import { writeDialogue } from './write-dialogue.js';

/** One spoken line: mono WAV at natural rate. */
export interface SpokenFile {
  readonly id: string;
  readonly path: string;
}

export interface MixDubParams {
  /** 48 kHz mono or stereo WAV. */
  readonly originalPath: string;
  /** Background stem of the original; without it the old voice is suppressed in the original itself. */
  readonly backgroundPath?: string | undefined;
  readonly transcript: Transcript;
  readonly fit: FitPlan;
  readonly speech: readonly SpokenFile[];
  readonly profile: LoudnessProfile;
  /** An existing folder; `mix.wav`, `dialogue.wav` and `music-and-effects.wav` are written here. */
  readonly outputDirectory: string;
  /** Length of the result. */
  readonly durationMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** All files are 48 kHz stereo 16-bit WAV, exactly `durationMs` long. */
export interface MixedDub {
  readonly mixPath: string;
  readonly dialoguePath: string;
  readonly musicAndEffectsPath: string;
  readonly report: MixReport;
}

/** The old voice is suppressed from a little before to a little after it is heard: attacks and room ring on. In ms. */
const SPOKEN_PAD_BEFORE_MS = 100;
const SPOKEN_PAD_AFTER_MS = 180;
const SPOKEN_JOIN_MS = 250;
/** Stems keep this distance from full scale, so that they can be added in any editor. */
const STEM_PEAK_DB = -1;

/**
 * Mixes a dub: every line paced, as loud as its original, at its place; music and effects under it; the whole mastered
 * to the profile. Memory does not grow with length; the same inputs give the same bytes.
 * Fails with `source-damaged`, `cancelled`.
 */
export async function mixDub(params: MixDubParams): Promise<MixedDub> {
  const { signal, fit, transcript } = params;
  const paths = stemPaths(params.outputDirectory);
  const frames = Math.round((params.durationMs * PROGRAMME_RATE_HZ) / 1000);
  const speech = new Map(params.speech.map(({ id, path }) => [id, path]));
  const progress = shareOut(params.onProgress, [1, 1, 1, 3, 4]);
  const spokenSpans = voiceSpans(transcript.segments);
  const original = await measureOriginal({ ...params, spokenSpans, onProgress: progress(0) });
  const isDialogueClean = params.backgroundPath !== undefined;
  const dub = await levelDub({ transcript, fit, speech, original, spokenSpans, isDialogueClean, signal });
  const stemGain = gainFromDb(stemGainDb({ original, dub, profile: params.profile }));
  const gains = new Map(dub.segments.map(({ id, gainDb }) => [id, gainFromDb(gainDb) * stemGain * CENTRE_GAIN]));
  await writeDialogue({ path: paths.dialoguePath, fit, speech, gains, frames, signal, onProgress: progress(2) });
  const suppressedDb = await writeBackground({
    path: paths.musicAndEffectsPath,
    sourcePath: params.backgroundPath ?? params.originalPath,
    suppressIn: isDialogueClean ? undefined : voiceSpans([...transcript.segments, ...fit.segments]),
    gain: stemGain,
    frames,
    signal,
    onProgress: progress(3),
  });
  const inputPaths = [paths.dialoguePath, paths.musicAndEffectsPath];
  const { profile } = params;
  const loudness = await masterLoudness({
    inputPaths,
    outputPath: paths.mixPath,
    profile,
    signal,
    onProgress: progress(4),
  });
  const report = describe({ isDialogueClean, dub, residueDb: suppressedDb ?? original.stemResidueDb, loudness });
  return { ...paths, report };
}

interface DescribeParams {
  readonly isDialogueClean: boolean;
  readonly dub: DubLevels;
  readonly residueDb: number | undefined;
  readonly loudness: LoudnessReport;
}

/** A dubbed line is as loud as the old voice was, so the residue relative to the one is that relative to the other. */
const describe = ({ isDialogueClean, dub, residueDb, loudness }: DescribeParams): MixReport => ({
  method: isDialogueClean ? 'centre' : 'duck',
  segments: [...dub.segments],
  ...(residueDb === undefined ? {} : { voiceResidueDb: residueDb }),
  loudness,
});

const stemPaths = (folder: string) => ({
  mixPath: join(folder, 'mix.wav'),
  dialoguePath: join(folder, 'dialogue.wav'),
  musicAndEffectsPath: join(folder, 'music-and-effects.wav'),
});

const voiceSpans = (spans: readonly TimeSpan[]): TimeSpan[] =>
  joinSpans({ spans, padBeforeMs: SPOKEN_PAD_BEFORE_MS, padAfterMs: SPOKEN_PAD_AFTER_MS, joinMs: SPOKEN_JOIN_MS });

interface StemGainParams {
  readonly original: OriginalLevels;
  readonly dub: DubLevels;
  readonly profile: LoudnessProfile;
}

/** Brings the stems near the profile's level before they are rounded to 16 bits, without letting them clip. */
function stemGainDb({ original, dub, profile }: StemGainParams): number {
  if (original.programmeLufs <= SILENCE_LUFS) return Math.min(0, STEM_PEAK_DB - dbFromGain(dub.peak));
  const wanted = loudnessProfiles[profile].integratedLufs - original.programmeLufs;
  return Math.min(wanted, STEM_PEAK_DB - dbFromGain(Math.max(original.peak, dub.peak)));
}

/** Splits 0…1 into parts of the given weights; each part reports its own 0…1. */
function shareOut(onProgress: (fraction: number) => void, weights: readonly number[]) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return (part: number) => {
    const before = weights.slice(0, part).reduce((sum, weight) => sum + weight, 0);
    return (fraction: number): void => onProgress((before + fraction * (weights[part] ?? 0)) / total);
  };
}
