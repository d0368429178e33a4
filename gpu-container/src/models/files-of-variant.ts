import type { ModelEntry, ModelFile, ModelVariant } from './model-entry.js';

/** The files one variant needs: its own and those all variants share. */
export function filesOfVariant(entry: ModelEntry, variant: ModelVariant | undefined): readonly ModelFile[] {
  return entry.files.filter((file) => file.variant === undefined || file.variant === variant);
}
