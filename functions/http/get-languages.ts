import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { listLanguages } from '../../pipeline/engines/list-languages.js';
import { composition } from '../composition.js';
import { readSurvey } from './read-survey.js';

/** `GET /languages`: every pair the installed engines reach, with path and measured quality. */
export async function getLanguages(_request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  return { jsonBody: { languages: listLanguages(await readSurvey(await composition(), context)) } };
}
