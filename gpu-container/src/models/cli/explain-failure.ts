import { errorTable } from '../../../../pipeline/errors/error-table.js';
import type { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';

interface Explained {
  readonly text: string;
  readonly exitCode: 1 | 2 | 130;
}

/** What a person at a terminal is told of a failure of `npm run models`, and the exit code. */
export function explainFailure({ code, message }: PipelineError): Explained {
  // the table's words are for jobs: nothing is tried again here, and no engine of a job is asked for
  if (code === 'request-invalid' || code === 'engine-missing') return { text: `models: ${message}\n`, exitCode: 2 };
  if (code === 'cancelled') return { text: 'models: Stopped. Run it again: it goes on where it was.\n', exitCode: 130 };
  const next =
    code === 'unavailable'
      ? 'Run it again when there is a network: what came stays. Without one, bring the files: --from FOLDER.'
      : errorTable[code].next;
  return { text: `models: ${errorTable[code].title} ${message} ${next}\n`, exitCode: 1 };
}
