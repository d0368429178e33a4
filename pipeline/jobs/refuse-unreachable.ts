import type { Capability, Survey } from '../contracts/engine-descriptor.js';
import type { JobDocument } from '../contracts/job-document.js';
import { chooseEngine } from '../engines/choose-engine.js';
import type { PipelineError } from '../errors/pipeline-error.js';

/**
 * Fails as choosing would later on where no target of a job can be reached, before anything is transcribed for it. While
 * one target can be, the others fail for themselves and the job goes on.
 */
export function refuseUnreachable({ request, sourceLanguage }: JobDocument, survey: Survey): void {
  const choose = (capability: Capability, language: string, from?: string) =>
    chooseEngine({
      ...{ survey, capability, language, commercialUse: request.commercialUse },
      preferred: request.engines?.[capability],
      ...(from === undefined ? {} : { from }),
    });
  let first: unknown;
  for (const language of request.targets) {
    try {
      if (request.translations?.[language] === undefined) choose('translator', language, sourceLanguage);
      choose('speech-synthesizer', language);
      return;
    } catch (error) {
      first ??= error;
    }
  }
  if (first !== undefined) throw first as PipelineError; // what `chooseEngine` throws
}
