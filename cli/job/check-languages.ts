import { LanguageTag } from '../../pipeline/contracts/language-tag.js';
import { CliFailure } from '../failures/cli-failure.js';

/** Languages as a person named them. */
export interface CheckLanguagesParams {
  readonly subject: string;
  readonly to: readonly string[] | undefined;
  readonly from: string | undefined;
}

/**
 * The target languages, once it is sure that all are tags at all: a slip must not cost an upload. What can be reached
 * is for the server to say. Fails with `language-missing` or `language-unknown`.
 */
export function checkLanguages({ subject, to, from }: CheckLanguagesParams): readonly string[] {
  if (to === undefined || to.length === 0) {
    throw CliFailure.of('language-missing', `No target language was given for ${subject}.`);
  }
  for (const tag of [...to, ...(from === undefined ? [] : [from])]) {
    if (!LanguageTag.safeParse(tag).success) {
      throw CliFailure.of('language-unknown', `"${tag}" is not a BCP-47 language tag.`);
    }
  }
  return to;
}
