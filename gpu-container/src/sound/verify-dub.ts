import type { FitPlan } from '../../../pipeline/contracts/fit-plan.js';
import type { LoudnessProfile } from '../../../pipeline/contracts/loudness-report.js';
import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import type { Translation } from '../../../pipeline/contracts/translation.js';
import type { Verification } from '../../../pipeline/contracts/verification.js';
import type { SpeechRecognizer } from '../../../pipeline/ports/speech-recognizer.js';
import { auditHearing } from '../../../pipeline/speech/audit-hearing.js';
import { auditProgramme } from '../../../pipeline/speech/audit-programme.js';
import { auditSegments } from '../../../pipeline/speech/audit-segments.js';
import { auditSource } from '../../../pipeline/speech/audit-source.js';
import { weighSegments } from '../../../pipeline/speech/weigh-segments.js';
import type { WeighedFinding } from '../../../pipeline/speech/weighed-finding.js';
import { compareWithMix } from './compare-with-mix.js';
import { listenToDub } from './listen-to-dub.js';

export interface VerifyDubParams {
  /** The finished programme as 48 kHz WAV: the mix, or the sound of the packaged video decoded again. */
  readonly mixPath: string;
  /** The dubbed dialogue alone, 48 kHz WAV on the same timeline. */
  readonly dialoguePath: string;
  readonly transcript: Transcript;
  readonly translation: Translation;
  readonly fit: FitPlan;
  readonly profile: LoudnessProfile;
  readonly expectedDurationMs: number;
  /** Residue of the old voice as the mix measured it, in dB relative to the dub. */
  readonly voiceResidueDb?: number | undefined;
  /** An engine that hears the target language; the dub is not listened to without one. */
  readonly recognizer?: { readonly id: string; readonly engine: SpeechRecognizer } | undefined;
  /** An existing folder for files that are removed again. */
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** How the work divides: measuring, then listening. */
const MEASURING_SHARE = 0.3;

/**
 * Listens to a finished dub: length, loudness and clipping of the programme; per segment, silence, level, timing, text
 * (language, numbers, terms) and, where an engine hears the language, what was really said. Segments come worst first.
 * Fails with `source-damaged`, `cancelled`, and what the recognizer fails with.
 */
export async function verifyDub(params: VerifyDubParams): Promise<Verification> {
  const { fit, transcript, translation, signal, onProgress } = params;
  const measured = await compareWithMix({
    ...params,
    onProgress: (fraction) => onProgress(fraction * MEASURING_SHARE),
  });
  const audited = auditSegments({ fit, transcript, translation, steps: measured.steps });
  const source = auditSource(transcript);
  const { recognizer } = params;
  const words =
    recognizer &&
    (await listenToDub({
      dialoguePath: params.dialoguePath,
      language: translation.language,
      recognizer: recognizer.engine,
      directory: params.directory,
      signal,
      onProgress: (fraction) => onProgress(MEASURING_SHARE + fraction * (1 - MEASURING_SHARE)),
    }));
  const heard = words === undefined ? [] : auditHearing({ segments: fit.segments, texts: audited.texts, words });
  const { segments, confidence } = weighSegments({
    segments: fit.segments,
    findings: joinFindings(audited.findings, source.segments),
    heard: new Map(heard.map((line) => [line.id, line])),
  });
  onProgress(1);
  return {
    language: translation.language,
    durationMs: Math.round(measured.durationMs),
    expectedDurationMs: Math.round(params.expectedDurationMs),
    confidence,
    loudness: measured.loudness,
    ...(params.voiceResidueDb === undefined ? {} : { voiceResidueDb: params.voiceResidueDb }),
    ...(recognizer === undefined ? {} : { recognizer: recognizer.id }),
    findings: [...source.programme, ...auditProgramme({ ...params, ...measured, texts: [...audited.texts.values()] })],
    segments,
  };
}

type FindingsById = ReadonlyMap<string, readonly WeighedFinding[]>;

function joinFindings(a: FindingsById, b: FindingsById): FindingsById {
  const ids = new Set([...a.keys(), ...b.keys()]);
  return new Map([...ids].map((id) => [id, [...(a.get(id) ?? []), ...(b.get(id) ?? [])]]));
}
