import { modelCatalogue } from '../../models/model-catalogue.js';

/** Whether voices may be used for commerce as they are, or not without asking somebody, if at all. */
export type PiperUse = 'yes' | 'ask';

/** The Piper voices of the catalogue for that use; they are never mixed in one engine. */
export function piperVoices(commercialUse: PiperUse): readonly string[] {
  return modelCatalogue
    .filter(
      ({ id, licence }) => id.startsWith('piper-') && (licence.commercialUse === 'yes') === (commercialUse === 'yes'),
    )
    .map(({ id }) => id);
}
