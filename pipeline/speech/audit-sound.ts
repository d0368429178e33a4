import type { FittedSegment } from '../contracts/fit-plan.js';
import { SILENCE_LUFS } from '../sound/create-loudness-meter.js';
import type { PairSteps } from '../sound/create-pair-envelope.js';
import { ENVELOPE_STEP_MS } from '../sound/create-power-envelope.js';
import { dbFromPower } from '../sound/decibels.js';
import { speechLevel } from '../sound/speech-level.js';
import type { WeighedFinding } from './weighed-finding.js';

export interface AuditSoundParams {
  readonly fitted: FittedSegment;
  /** The dialogue stem against the mix, for the whole programme. */
  readonly steps: PairSteps;
  /** Usual loudness of a dubbed line in this programme, in LUFS. */
  readonly usualLufs: number;
}

/** A line this far under the usual one cannot be heard. */
const INAUDIBLE_LU = 25;
/** A line this far from the usual one stands out. */
const UNUSUAL_LU = 10;
/** Within a line, sound this far under its level is silence. */
const PAUSE_DB = 30;
/** Nobody pauses longer than this inside a line, unless a pause was put in. In ms. */
const LONGEST_PAUSE_MS = 900;
/** Speech this little above music and effects is hard to follow. In dB. */
const HARD_TO_FOLLOW_DB = 3;

/** What is heard of a dubbed line says against it: silence where speech should be, clipping, drowned in the music. */
export function auditSound({ fitted, steps, usualLufs }: AuditSoundParams): WeighedFinding[] {
  const from = Math.max(0, Math.floor(fitted.startMs / ENVELOPE_STEP_MS));
  const to = Math.max(from, Math.ceil(fitted.endMs / ENVELOPE_STEP_MS));
  const powers = steps.partPowers.subarray(from, to);
  const level = speechLevel(powers);
  if (level <= Math.max(SILENCE_LUFS, usualLufs - INAUDIBLE_LU)) {
    return [{ kind: 'silent-speech', message: 'Nothing is heard where the line should be.', doubt: 1 }];
  }
  const findings: WeighedFinding[] = [];
  const pauseMs = longestPauseMs(powers, level);
  const wantedMs = Math.max(0, ...(fitted.pauses ?? []).map((pause) => pause.durationMs));
  if (pauseMs > LONGEST_PAUSE_MS + wantedMs) {
    const message = `Silent for ${Math.round(pauseMs)} ms inside the line.`;
    findings.push({ kind: 'silent-speech', message, doubt: Math.min(0.8, pauseMs / (fitted.endMs - fitted.startMs)) });
  }
  const clipped = sum(steps.clippedRuns.subarray(from, to));
  if (clipped > 0) {
    findings.push({ kind: 'clipped', message: `${clipped} clipped peaks.`, doubt: Math.min(0.7, 0.3 + clipped / 50) });
  }
  const distance = level - usualLufs;
  if (Math.abs(distance) > UNUSUAL_LU) {
    const message = `${Math.abs(distance).toFixed(0)} LU ${distance > 0 ? 'louder' : 'quieter'} than the other lines.`;
    findings.push({ kind: 'loudness-off', message, doubt: 0.25 });
  }
  const aboveRestDb = speechAboveRestDb(steps, from, to);
  if (aboveRestDb < HARD_TO_FOLLOW_DB) {
    const message = `Only ${aboveRestDb.toFixed(1)} dB above music and effects.`;
    findings.push({
      kind: 'loudness-off',
      message,
      doubt: Math.min(0.5, 0.1 + (HARD_TO_FOLLOW_DB - aboveRestDb) / 20),
    });
  }
  return findings;
}

function longestPauseMs(powers: Float64Array, level: number): number {
  const threshold = 10 ** ((level + 0.691 - PAUSE_DB) / 10);
  let longest = 0;
  let run = 0;
  for (const power of powers) {
    run = power < threshold ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return longest * ENVELOPE_STEP_MS;
}

/** Power of the line in the mix against everything else there: the part that follows the stem's wave is the line. */
function speechAboveRestDb(steps: PairSteps, from: number, to: number): number {
  const part = sum(steps.partPowers.subarray(from, to));
  const gain = part > 0 ? sum(steps.products.subarray(from, to)) / part : 0;
  const speech = gain * gain * part;
  return dbFromPower(speech) - dbFromPower(Math.max(1e-12, sum(steps.wholePowers.subarray(from, to)) - speech));
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
