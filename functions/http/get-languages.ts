import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { languageFallbacks } from '../../pipeline/engines/language-fallbacks.js';
import { listLanguages } from '../../pipeline/engines/list-languages.js';
import { composition } from '../composition.js';
import { readSurvey } from './read-survey.js';

/**
 * `GET /languages?from=…&to=…`: the pairs the installed engines reach, with path and measured quality; all of them
 * without a filter, which are many thousands where a managed translator is configured.
 */
export async function getLanguages(request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  // `pt` finds `pt-BR` as well
  const isWanted = (tag: string, wanted: string | null) => wanted === null || languageFallbacks(tag).includes(wanted);
  const all = listLanguages(await readSurvey(await composition(), context));
  const { query } = request;
  const languages = all.filter(({ from, to }) => isWanted(from, query.get('from')) && isWanted(to, query.get('to')));
  return { jsonBody: { languages } };
}
