import type { FitPlan } from '../../../pipeline/contracts/fit-plan.js';
import type { MixedSegment } from '../../../pipeline/contracts/mix-report.js';
import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import { backgroundPower } from '../../../pipeline/sound/background-power.js';
import { createPowerEnvelope } from '../../../pipeline/sound/create-power-envelope.js';
import { gainFromDb } from '../../../pipeline/sound/decibels.js';
import { type LineLevels, planDubGains } from '../../../pipeline/sound/plan-dub-gains.js';
import { spanLevel } from '../../../pipeline/sound/span-level.js';
import { speechLevel } from '../../../pipeline/sound/speech-level.js';
import type { TimeSpan } from '../../../pipeline/sound/time-span.js';
import { abortError } from '../process/abort-error.js';
import { loadNaturalSpeech, type NaturalSpeech } from './load-speech.js';
import type { OriginalLevels } from './measure-original.js';

export interface LevelDubParams {
  readonly transcript: Transcript;
  readonly fit: FitPlan;
  /** Spoken line files by segment id. */
  readonly speech: ReadonlyMap<string, string>;
  readonly original: OriginalLevels;
  /** When anyone speaks in the original; ordered, not touching. */
  readonly spokenSpans: readonly TimeSpan[];
  readonly isDialogueClean: boolean;
  readonly signal: AbortSignal;
}

/** Levels of the dub before mastering. */
export interface DubLevels {
  readonly segments: readonly MixedSegment[];
  /** Largest sample of the dub on either channel after its gains. */
  readonly peak: number;
}

/** A mono voice at equal power on two channels. */
export const CENTRE_GAIN = Math.SQRT1_2;

/** Measures every line as it was spoken and as it will be heard, and gives each the gain that makes them alike. */
export async function levelDub(params: LevelDubParams): Promise<DubLevels> {
  const { speechPowers } = params.original;
  const under = params.isDialogueClean ? 0 : backgroundPower(speechPowers, params.spokenSpans);
  const originals = new Map(params.transcript.segments.map((segment) => [segment.id, segment]));
  const lines: LineLevels[] = [];
  const peaks = new Map<string, number>();
  for (const fitted of params.fit.segments) {
    if (params.signal.aborted) throw abortError(params.signal, 'The mix');
    const path = params.speech.get(fitted.id);
    if (path === undefined) continue;
    const span = originals.get(fitted.id);
    const originalLufs = spanLevel({ powers: speechPowers, span: span ?? fitted, backgroundPower: under });
    const dub = measure(await loadNaturalSpeech(path));
    lines.push({ id: fitted.id, speaker: span?.speaker, originalLufs, dubLufs: dub.lufs });
    peaks.set(fitted.id, dub.peak);
  }
  const gains = planDubGains(lines);
  const segments = lines.map(({ id, originalLufs, dubLufs }) => ({
    id,
    originalLufs: round(originalLufs),
    dubLufs: round(dubLufs),
    gainDb: round(gains.get(id) ?? 0),
  }));
  const peak = segments.reduce((high, { id, gainDb }) => Math.max(high, (peaks.get(id) ?? 0) * gainFromDb(gainDb)), 0);
  return { segments, peak: peak * CENTRE_GAIN };
}

/** Pacing changes neither level nor peak, so the line is measured as it was synthesized. */
function measure({ samples, sampleRateHz }: NaturalSpeech): { readonly lufs: number; readonly peak: number } {
  const envelope = createPowerEnvelope({ sampleRateHz, channels: 1 });
  envelope.push([samples]);
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return { lufs: speechLevel(envelope.powers()), peak };
}

const round = (value: number): number => Math.round(value * 100) / 100;
