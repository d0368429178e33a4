import type { Estimate } from '../../../pipeline/contracts/estimate.js';
import type { EstimateRequest } from '../../../pipeline/contracts/estimate-request.js';
import { defaultBasis } from '../../../pipeline/cost/cost-basis.js';
import { estimateJob } from '../../../pipeline/cost/estimate-job.js';
import { expectStages } from '../../../pipeline/cost/expect-stages.js';

/** What a Polydub with the embedded engines would answer. */
export function sampleEstimate({ durationMs = 0, speechMs, targets, lipSync }: EstimateRequest): Estimate {
  const engines: Readonly<Record<string, string>> = {
    'speech-recognizer': 'pocketsphinx',
    translator: 'apertium',
    'speech-synthesizer': 'espeak',
  };
  const stages = expectStages(
    { sourceLanguage: 'en', targets, hasTranscript: false, translated: [], lipSync },
    ({ capability }) => {
      const id = engines[capability];
      return id === undefined ? undefined : { id };
    },
  );
  const speechS = speechMs === undefined ? undefined : speechMs / 1000;
  return estimateJob({ stages, targets, durationS: durationMs / 1000, speechS }, defaultBasis);
}
