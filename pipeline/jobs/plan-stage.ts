import type { StagePlan } from '../contracts/stage-plan.js';
import type { StageRequest } from '../contracts/stage-request.js';
import type { Unit } from '../contracts/unit.js';
import { type CostBasis, defaultBasis } from '../cost/cost-basis.js';
import { taskBudget } from '../cost/task-budget.js';
import { unitSeconds } from '../cost/unit-seconds.js';
import { canonicalJson } from '../memo/canonical-json.js';
import { keyUnit } from '../memo/key-unit.js';
import { sha256Hex } from '../memo/sha256-hex.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import type { MemoStore } from '../ports/memo-store.js';
import { cutStage } from './cut-stage.js';
import { groupUnits } from './group-units.js';
import { mapLimited } from './map-limited.js';

/** Storage calls under way at once while a plan looks for memos. */
const parallelLookups = 16;
/** Keeps a task message well under the 256 KB of Service Bus Standard. */
const maxTaskBytes = 150_000;
const utf8 = new TextEncoder();

export interface PlanStageDeps {
  readonly artifacts: ArtifactStore;
  readonly memos: MemoStore;
  /** What the start of a worker is reckoned with; the default when absent. */
  readonly basis?: CostBasis;
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
    tasks: byEngine(missing)
      .flatMap((of) => groupByWork(of, deps.basis ?? defaultBasis))
      .map((members, index) => ({
        taskId: `${planId}-${index}`,
        unitKeys: members.map((unit) => unit.unitKey),
      })),
  };
}

function distinct(units: readonly Unit[]): Unit[] {
  return [...new Map(units.map((unit) => [unit.unitKey, unit])).values()];
}

/** Units of each engine apart: a task is sent where its engine works, and is worth the loading of that engine. */
function byEngine(units: readonly Unit[]): Unit[][] {
  const engines = [...new Set(units.map(({ engine }) => engine?.id))];
  return engines.map((id) => units.filter(({ engine }) => engine?.id === id));
}

/** Tasks for units of one stage and engine. */
function groupByWork(units: readonly Unit[], basis: CostBasis): Unit[][] {
  const [first] = units;
  if (first === undefined) return [];
  const { id, placement } = first.engine ?? {};
  const { leastS, mostS } = taskBudget({ stage: first.stage, engine: id, placement }, basis);
  const sizeOf = (unit: Unit) => ({
    // a unit that cannot say how much work it is fills a task
    workMs: Math.round((unitSeconds(unit) ?? mostS) * 1000),
    bytes: utf8.encode(JSON.stringify(unit)).length,
  });
  return groupUnits(units, sizeOf, { leastMs: leastS * 1000, mostMs: mostS * 1000, mostBytes: maxTaskBytes });
}
