import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { composition } from '../composition.js';
import { readSurvey } from './read-survey.js';

/** `GET /engines`: the engines installed on the worker, and those that could be. */
export async function getEngines(_request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  const { engines, missing, workerVersion } = await readSurvey(await composition(), context);
  return {
    jsonBody: {
      workerVersion,
      engines: engines.map(({ voices, ...engine }) => ({ ...engine, voices: voices?.length ?? 0 })),
      missing,
    },
  };
}
