import type { StagePlan } from '../contracts/stage-plan.js';
import type { StageRequest } from '../contracts/stage-request.js';
import type { Unit } from '../contracts/unit.js';
import { canonicalJson } from '../memo/canonical-json.js';
import { keyUnit } from '../memo/key-unit.js';
import { sha256Hex } from '../memo/sha256-hex.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import type { MemoStore } from '../ports/memo-store.js';
import { stageCatalogue } from '../stages/stage-catalogue.js';
import { cutStage } from './cut-stage.js';
import { mapLimited } from './map-limited.js';

/** Storage calls under way at once while a plan looks for memos. */
const parallelLookups = 16;
/** Keeps a task message well under the 256 KB of Service Bus Standard. */
const maxTaskBytes = 150_000;

export interface PlanStageDeps {
  readonly artifacts: ArtifactStore;
  readonly memos: MemoStore;
}

/** Cuts a stage into units, looks for their memos, and groups the missing ones into tasks worth a worker start. */
export async function planStage(request: StageRequest, deps: PlanStageDeps): Promise<StagePlan> {
  const specs = await cutStage(request, deps.artifacts);
  const units = await Promise.all(specs.map(keyUnit));
  const found = await mapLimited(units, parallelLookups, (unit) => deps.memos.find(unit.stage, unit.unitKey));
  const missing = distinct(units.filter((_, index) => found[index] === undefined));
  const planId = (await sha256Hex(canonicalJson(request))).slice(0, 16);
  return {
    planId,
    request,
    units,
    misses: missing.map((unit) => unit.unitKey),
    tasks: group(byEngine(missing), stageCatalogue[request.stage].unitsPerTask).map((members, index) => ({
      taskId: `${planId}-${index}`,
      unitKeys: members.map((unit) => unit.unitKey),
    })),
  };
}

function distinct(units: readonly Unit[]): Unit[] {
  return [...new Map(units.map((unit) => [unit.unitKey, unit])).values()];
}

/** Units of one engine beside each other: a task is sent where its engine works. */
function byEngine(units: readonly Unit[]): Unit[] {
  const engines = [...new Set(units.map(({ engine }) => engine?.id))];
  return engines.flatMap((id) => units.filter(({ engine }) => engine?.id === id));
}

function group(units: readonly Unit[], unitsPerTask: number): Unit[][] {
  const groups: Unit[][] = [];
  let bytes = 0;
  for (const unit of units) {
    const size = JSON.stringify(unit).length;
    const last = groups.at(-1);
    const isOther = last?.[0]?.engine?.id !== unit.engine?.id;
    if (last === undefined || isOther || last.length >= unitsPerTask || bytes + size > maxTaskBytes) {
      groups.push([unit]);
      bytes = size;
    } else {
      last.push(unit);
      bytes += size;
    }
  }
  return groups;
}
