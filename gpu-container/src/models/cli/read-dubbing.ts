import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { findLanguage } from '../../../../pipeline/languages/find-language.js';

/** From which language into which ones, and whether the result may be sold. */
export interface Dubbing {
  readonly from: string;
  readonly to: readonly string[];
  readonly commercialUse: boolean;
}

/** Reads `en:es,de`. Fails with `request-invalid`. */
export function readDubbing(text: string, { isForCommerce }: { readonly isForCommerce: boolean }): Dubbing {
  const [from = '', targets = ''] = text.split(':');
  const tags = [from, ...targets.split(',')].map(canonical);
  const [source, ...to] = tags;
  if (source === undefined || to.length === 0 || tags.includes(undefined)) {
    throw new PipelineError('request-invalid', `"${text}" is not a language and those to dub it into: en:es,de.`);
  }
  return { from: source, to: to.filter((tag) => tag !== undefined), commercialUse: isForCommerce };
}

function canonical(tag: string): string | undefined {
  try {
    const known = new Intl.Locale(tag.trim()).toString();
    return findLanguage(known) === undefined ? undefined : known;
  } catch {
    return undefined;
  }
}
