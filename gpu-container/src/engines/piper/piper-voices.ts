import { modelCatalogue } from '../../models/model-catalogue.js';
import type { CommercialUse } from '../../models/model-entry.js';

/** The Piper voices of the catalogue whose recordings are licensed so; they are never mixed in one engine. */
export function piperVoices(commercialUse: CommercialUse): readonly string[] {
  return modelCatalogue
    .filter(({ id, licence }) => id.startsWith('piper-') && licence.commercialUse === commercialUse)
    .map(({ id }) => id);
}
