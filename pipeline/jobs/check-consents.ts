import type { JobRequest } from '../contracts/job-request.js';
import type { VoiceConsent } from '../contracts/voice-consent.js';
import { everySpeaker } from '../contracts/voice-wishes.js';
import { languageFallbacks } from '../engines/language-fallbacks.js';
import { PipelineError } from '../errors/pipeline-error.js';

export interface CheckConsentsParams {
  readonly voices: JobRequest['voices'];
  /** Languages the cloned voices would speak. */
  readonly languages: readonly string[];
  readonly commercialUse: boolean;
  readonly now: Date;
}

const dayMs = 86_400_000;

/**
 * Nobody's voice is cloned without a consent that covers it: given, not withdrawn, not run out, for every language of
 * the job and for its use. Fails with `consent-missing`, naming the speaker and what is missing, never who consented.
 */
export function checkConsents({ voices = {}, languages, commercialUse, now }: CheckConsentsParams): void {
  for (const [speaker, { clone, consent }] of Object.entries(voices)) {
    if (!clone) continue;
    const fault = consent === undefined ? 'there is no consent' : faultOf(consent, { languages, commercialUse, now });
    if (fault === undefined) continue;
    const whose = speaker === everySpeaker ? 'every speaker' : `speaker "${speaker}"`;
    throw new PipelineError('consent-missing', `The voice of ${whose} cannot be cloned: ${fault}.`);
  }
}

function faultOf(
  { date, validUntil, withdrawnOn, languages, commercialUse }: VoiceConsent,
  use: Omit<CheckConsentsParams, 'voices'>,
): string | undefined {
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const today = day(use.now.getTime());
  // the other side of the date line is a day ahead
  if (date > day(use.now.getTime() + dayMs)) return `the consent is dated ${date}, which is in the future`;
  if (withdrawnOn !== undefined) return `the consent was withdrawn on ${withdrawnOn}`;
  if (validUntil !== undefined && validUntil < today) return `the consent ended on ${validUntil}`;
  const uncovered = use.languages.filter((language) => !covers(languages, language));
  if (uncovered.length > 0) return `the consent does not cover ${uncovered.join(', ')}`;
  if (use.commercialUse && !commercialUse)
    return 'the consent does not cover commercial use, which this job is for (commercialUse)';
  return undefined;
}

function covers(consented: VoiceConsent['languages'], language: string): boolean {
  return consented === 'any' || languageFallbacks(language).some((tag) => consented.includes(tag));
}
