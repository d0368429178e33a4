import type { StageRequest } from '../contracts/stage-request.js';
import type { DocumentStore } from '../ports/document-store.js';
import { checkConsents } from './check-consents.js';
import { readJob } from './read-job.js';

export interface RecheckConsentsDeps {
  readonly documents: DocumentStore;
  readonly now: () => Date;
}

/**
 * Looks at the consents again before a stage that hears or imitates a voice: a job that waited for its budget to be
 * raised may have outlived them. Fails with `consent-missing`.
 */
export async function recheckConsents(
  { jobId, stage, params, language }: StageRequest,
  { documents, now }: RecheckConsentsDeps,
): Promise<void> {
  const clones = stage === 'sample-voices' || (stage === 'synthesize' && params['cloner'] !== undefined);
  if (!clones) return;
  const { request } = await readJob(documents, jobId);
  const { voices, commercialUse, targets } = request;
  checkConsents({ voices, commercialUse, languages: language === undefined ? targets : [language], now: now() });
}
