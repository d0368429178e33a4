import { z } from 'zod';
import { ArtifactRef } from '../contracts/artifact-ref.js';
import type { EngineChoice } from '../contracts/engine-choice.js';
import { Capability, Survey } from '../contracts/engine-descriptor.js';
import { JobDocument } from '../contracts/job-document.js';
import { chooseEngine } from '../engines/choose-engine.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import type { DocumentStore } from '../ports/document-store.js';
import { checkConsents } from './check-consents.js';
import { jobPaths } from './job-paths.js';
import { readArtifact } from './read-artifact.js';
import { refuseUnreachable } from './refuse-unreachable.js';

/** What a job needs an engine for. `from` is the language a translator starts from. */
export const ChooseEngineInput = z.strictObject({
  jobId: z.string(),
  capability: Capability,
  language: z.string().optional(),
  from: z.string().optional(),
  survey: ArtifactRef.optional(),
});
export type ChooseEngineInput = z.infer<typeof ChooseEngineInput>;

/** What is chosen just before the words of the original are found: the longest work of a job, in vain for no target. */
const beginsHearing: readonly Capability[] = ['speech-recognizer', 'speech-aligner'];

/**
 * Chooses an engine for a job from what the worker has, minding what the request asked for. Before anything is heard it
 * also fails where no target of the job can be reached; before a voice is cloned, where a consent ended while the job
 * waited (`consent-missing`). Fails as `chooseEngine` does.
 */
export async function chooseJobEngine(
  { jobId, capability, language, from, survey }: ChooseEngineInput,
  deps: { readonly artifacts: ArtifactStore; readonly documents: DocumentStore; readonly now: () => Date },
): Promise<EngineChoice> {
  const document = JobDocument.parse(await deps.documents.read(jobPaths.document(jobId)));
  if (capability === 'voice-cloner') {
    const { voices, commercialUse } = document.request;
    checkConsents({ voices, commercialUse, languages: language === undefined ? [] : [language], now: deps.now() });
  }
  const surveyed =
    survey === undefined
      ? { workerVersion: '', engines: [], missing: [] }
      : await readArtifact(deps.artifacts, survey, Survey);
  const chosen = chooseEngine({
    survey: surveyed,
    capability,
    preferred: document.request.engines?.[capability],
    commercialUse: document.request.commercialUse,
    ...(language === undefined ? {} : { language }),
    ...(from === undefined ? {} : { from }),
  });
  if (beginsHearing.includes(capability)) refuseUnreachable(document, surveyed);
  return chosen;
}
