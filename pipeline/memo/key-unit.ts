import type { Unit, UnitSpec } from '../contracts/unit.js';
import { stageCatalogue } from '../stages/stage-catalogue.js';
import { canonicalJson } from './canonical-json.js';
import { sha256Hex } from './sha256-hex.js';

/**
 * Gives a unit its memo key: the digest of stage, stage version, engine, parameters and the content of every input.
 * Two units with one key make the same artifacts, whichever job they belong to.
 */
export async function keyUnit(spec: UnitSpec): Promise<Unit> {
  const { stage, params, inputs, engine } = spec;
  const unitKey = await sha256Hex(
    canonicalJson({
      stage,
      stageVersion: stageCatalogue[stage].version,
      engine: engine && { id: engine.id, version: engine.version, fingerprint: engine.fingerprint },
      params,
      inputs: Object.fromEntries(Object.entries(inputs).map(([name, ref]) => [name, ref.sha256])),
    }),
  );
  return { ...spec, unitKey };
}
