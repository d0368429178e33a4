import { PipelineError } from '../errors/pipeline-error.js';
import { findLanguage } from '../languages/find-language.js';

/**
 * Checks the languages of a request. Fails with `language-unknown`, `language-missing` or `language-same`.
 * A tag and the same tag with a region count as one language: speaking `en`, a dub to `en-GB` changes nothing.
 */
export function checkLanguages(sourceLanguage: string, targets: readonly string[]): void {
  if (targets.length === 0) throw new PipelineError('language-missing', 'The request names no target language.');
  for (const tag of [sourceLanguage, ...targets]) {
    if (findLanguage(tag) === undefined)
      throw new PipelineError('language-unknown', `"${tag}" is not a known language.`);
  }
  for (const target of targets) {
    if (isSame(sourceLanguage, target)) {
      throw new PipelineError(
        'language-same',
        `The video speaks "${sourceLanguage}" already; "${target}" is the same.`,
      );
    }
  }
}

function isSame(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}-`) || b.startsWith(`${a}-`);
}
