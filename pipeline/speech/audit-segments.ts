import type { FitPlan } from '../contracts/fit-plan.js';
import type { Transcript } from '../contracts/transcript.js';
import type { Translation } from '../contracts/translation.js';
import { SILENCE_LUFS } from '../sound/create-loudness-meter.js';
import type { PairSteps } from '../sound/create-pair-envelope.js';
import { ENVELOPE_STEP_MS } from '../sound/create-power-envelope.js';
import { speechLevel } from '../sound/speech-level.js';
import { auditSound } from './audit-sound.js';
import { auditText } from './audit-text.js';
import { auditTiming } from './audit-timing.js';
import { playedTranslation } from './played-translation.js';
import type { WeighedFinding } from './weighed-finding.js';

export interface AuditSegmentsParams {
  readonly fit: FitPlan;
  readonly transcript: Transcript;
  readonly translation: Translation;
  /** The dialogue stem against the mix. */
  readonly steps: PairSteps;
}

/** What was found in every dubbed line, and the text each should say, both by segment id. */
export interface AuditedSegments {
  readonly findings: ReadonlyMap<string, readonly WeighedFinding[]>;
  readonly texts: ReadonlyMap<string, string>;
}

/** Looks at every dubbed line: its sound, its timing, its text. */
export function auditSegments({ fit, transcript, translation, steps }: AuditSegmentsParams): AuditedSegments {
  const sources = new Map(transcript.segments.map((segment) => [segment.id, segment]));
  const played = playedTranslation(translation, fit);
  const targets = new Map(played.segments.map((segment) => [segment.id, segment]));
  const usualLufs = usualLevel(fit, steps);
  const findings = new Map<string, readonly WeighedFinding[]>();
  const texts = new Map<string, string>();
  fit.segments.forEach((fitted, index) => {
    const target = targets.get(fitted.id);
    const text = target?.text ?? '';
    texts.set(fitted.id, text);
    const neighbours = fit.segments.slice(Math.max(0, index - 2), index + 3);
    findings.set(fitted.id, [
      ...auditSound({ fitted, steps, usualLufs }),
      ...auditTiming(fitted, neighbours),
      ...auditText({
        sourceLanguage: transcript.language,
        targetLanguage: translation.language,
        sourceText: sources.get(fitted.id)?.text ?? '',
        targetText: text,
        missingTerms: target?.missingTerms,
      }),
    ]);
  });
  return { findings, texts };
}

/** Median loudness of the lines that can be heard. */
function usualLevel(fit: FitPlan, steps: PairSteps): number {
  const levels = fit.segments.map(({ startMs, endMs }) =>
    speechLevel(steps.partPowers.subarray(Math.floor(startMs / ENVELOPE_STEP_MS), Math.ceil(endMs / ENVELOPE_STEP_MS))),
  );
  const audible = levels.filter((level) => level > SILENCE_LUFS).sort((a, b) => a - b);
  return audible[Math.floor(audible.length / 2)] ?? SILENCE_LUFS;
}
