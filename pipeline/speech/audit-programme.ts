import type { LoudnessReport } from '../contracts/loudness-report.js';
import type { Transcript } from '../contracts/transcript.js';
import type { Translation } from '../contracts/translation.js';
import type { Finding } from '../contracts/verification.js';
import { normalizeWords } from '../quality/word-errors.js';
import { guessOtherLanguage } from './guess-language.js';

export interface AuditProgrammeParams {
  readonly transcript: Transcript;
  readonly translation: Translation;
  readonly loudness: LoudnessReport;
  readonly durationMs: number;
  readonly expectedDurationMs: number;
  /** In dB relative to the dub. */
  readonly voiceResidueDb?: number | undefined;
  /** Every text that should be heard. */
  readonly texts: readonly string[];
}

/** One frame at 25 frames per second: lips show more than this. */
const LARGEST_LENGTH_ERROR_MS = 40;
/** Old voice above this level under the new one is noticed. */
const AUDIBLE_RESIDUE_DB = -15;

/** What is wrong with a dub as a whole: length, loudness, the old voice, the wrong language throughout. */
export function auditProgramme(params: AuditProgrammeParams): Finding[] {
  const { loudness, voiceResidueDb, translation } = params;
  const findings: Finding[] = [];
  const longer = params.durationMs - params.expectedDurationMs;
  if (Math.abs(longer) > LARGEST_LENGTH_ERROR_MS) {
    const message = `${Math.abs(Math.round(longer))} ms ${longer > 0 ? 'longer' : 'shorter'} than the video.`;
    findings.push({ kind: 'duration-off', message });
  }
  if (!loudness.isWithinProfile) {
    const measured = `${loudness.integratedLufs.toFixed(1)} LUFS, ${loudness.truePeakDbtp.toFixed(1)} dBTP`;
    findings.push({
      kind: 'loudness-off',
      message: `Measures ${measured}; wanted ${loudness.targetLufs} LUFS, at most −1 dBTP.`,
    });
  }
  if (voiceResidueDb !== undefined && voiceResidueDb > AUDIBLE_RESIDUE_DB) {
    findings.push({
      kind: 'old-voice-audible',
      message: `The old voice is left at ${voiceResidueDb} dB under the new one.`,
    });
  }
  const words = normalizeWords(params.texts.join(' '));
  const isForeign = params.transcript.language.split('-')[0] !== translation.language.split('-')[0];
  const other = isForeign ? guessOtherLanguage(words, translation.language) : undefined;
  if (other !== undefined) {
    findings.push({ kind: 'wrong-language', message: `The dub reads like ${other}, not ${translation.language}.` });
  }
  return findings;
}
