import { filesOfVariant } from '../files-of-variant.js';
import type { ModelEntry, ModelVariant } from '../model-entry.js';
import type { ModelState } from '../model-state.js';

export interface DescribeModelParams {
  readonly entry: ModelEntry;
  readonly variant: ModelVariant | undefined;
  readonly state: ModelState;
}

/** A model as `models list` tells it. */
export function describeModel({ entry, variant, state }: DescribeModelParams) {
  const files = filesOfVariant(entry, variant);
  const bytes = files.every(({ sizeBytes }) => sizeBytes !== undefined)
    ? files.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0)
    : undefined;
  return {
    id: entry.id,
    title: entry.title,
    task: entry.task,
    languages: entry.languages,
    variant,
    /** Unknown where the publisher's sizes could not be read. */
    megabytes: bytes === undefined ? '?' : Math.ceil(bytes / 1e6),
    memoryMiB: entry.memoryMiB,
    state: state.kind === 'ready' ? 'here' : 'missing',
    /** Whether the bytes are known before they are pulled. */
    vouched: files.every(({ sha256 }) => sha256 !== undefined)
      ? 'sha256'
      : files.every(({ sha256, md5 }) => (sha256 ?? md5) !== undefined)
        ? 'md5'
        : 'unverified',
    origin: entry.origin,
    licence: entry.licence.name,
    commercialUse: entry.licence.commercialUse,
    install: state.kind === 'ready' ? '' : state.install,
  };
}
