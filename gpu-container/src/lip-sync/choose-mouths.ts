import type { LipShape } from '../../../pipeline/contracts/lip-report.js';
import type { SpeakerRange } from '../../../pipeline/lip-sync/speaker-range.js';
import type { MouthTraits } from './describe-mouth.js';
import { reachOfMouth } from './reach-of-mouth.js';

export interface ChooseMouthsParams {
  /** Frames of the same person to take mouths from; `follows` of the next one tells whether it is the next picture. */
  readonly library: ReadonlyArray<{ readonly traits: MouthTraits; readonly followsPrevious: boolean }>;
  /** The frames to render: the face as it is and the lips wanted. */
  readonly frames: ReadonlyArray<{ readonly traits: MouthTraits; readonly target: LipShape }>;
  readonly range: SpeakerRange;
}

/** Mouths looked at per frame: the rest are dearer than any way through these. */
const CANDIDATES = 28;
const WEIGHT = {
  /** What is left after bending, and what has to be bent, in shares of the speaker's range. */
  ...{ miss: 9, bend: 2.2, width: 0.7 },
  /** Turn and nod (nose against eyes), jaw length aside; roll; size of the face. */
  ...{ turn: 1 / 0.075 ** 2, roll: 1 / 0.2 ** 2, size: 1 / 0.3 ** 2 },
  /** To another place of the library: a jump as such, and how much the picture changes by it. */
  ...{ jump: 0.12, gapJump: 1.4, widthJump: 0.5, jawJump: 0.8 },
} as const;

/** For each frame the number of the library's mouth to show: the cheapest path by dynamic programming. */
export function chooseMouths({ library, frames, range }: ChooseMouthsParams): readonly number[] {
  const gaps = Math.max(0.02, range.wideOpen - range.closedOpen);
  const scale = { gaps, widths: range.roundedBy + range.spreadBy };
  let costs: number[] = [];
  let candidates: readonly Candidate[] = [];
  const backs: Array<readonly number[]> = [];
  const chosen: Array<readonly Candidate[]> = [];
  for (const frame of frames) {
    const next = cheapest(library, frame, range, scale);
    const jumps = next.map(({ mouth, cost }) => {
      const { at, cost: way } = bestWay({ library, costs, candidates, mouth, scale });
      return { at, cost: way + cost };
    });
    backs.push(jumps.map(({ at }) => at));
    chosen.push(next);
    costs = jumps.map(({ cost }) => cost);
    candidates = next;
  }
  return walkBack(chosen, backs, costs);
}

interface Candidate {
  readonly mouth: number;
  readonly cost: number;
}

interface Scale {
  readonly gaps: number;
  readonly widths: number;
}

function cheapest(
  library: ChooseMouthsParams['library'],
  { traits, target }: ChooseMouthsParams['frames'][number],
  range: SpeakerRange,
  { gaps, widths }: Scale,
): readonly Candidate[] {
  const all = library.map(({ traits: mouth }, index): Candidate => {
    const reached = reachOfMouth(mouth, target, range);
    const shape =
      WEIGHT.miss * ((reached.open - target.open) / gaps) ** 2 +
      WEIGHT.bend * ((reached.open - mouth.open) / gaps) ** 2 +
      WEIGHT.width * ((mouth.width - target.width) / widths) ** 2;
    const pose =
      WEIGHT.turn * ((mouth.noseSide - traits.noseSide) ** 2 + (mouth.noseDown - traits.noseDown) ** 2) +
      WEIGHT.roll * (mouth.roll - traits.roll) ** 2 +
      WEIGHT.size * Math.log(mouth.eyeDistancePx / traits.eyeDistancePx) ** 2;
    return { mouth: index, cost: shape + pose };
  });
  return all.sort((a, b) => a.cost - b.cost || a.mouth - b.mouth).slice(0, CANDIDATES);
}

interface BestWayParams {
  readonly library: ChooseMouthsParams['library'];
  readonly costs: readonly number[];
  readonly candidates: readonly Candidate[];
  readonly mouth: number;
  readonly scale: Scale;
}

function bestWay({ library, costs, candidates, mouth, scale }: BestWayParams): { at: number; cost: number } {
  if (candidates.length === 0) return { at: 0, cost: 0 };
  let best = { at: 0, cost: Number.POSITIVE_INFINITY };
  candidates.forEach((candidate, at) => {
    const cost = (costs[at] ?? 0) + jumpCost(library, candidate.mouth, mouth, scale);
    if (cost < best.cost) best = { at, cost };
  });
  return best;
}

/** Going on in the library costs nothing; leaving it costs what the eye sees of it. */
function jumpCost(library: ChooseMouthsParams['library'], from: number, to: number, { gaps, widths }: Scale): number {
  const entry = library[to];
  if (to === from + 1 && entry?.followsPrevious === true) return 0;
  const onward = library[from + 1];
  const expected = (onward?.followsPrevious === true ? onward : library[from])?.traits;
  if (entry === undefined || expected === undefined) return Number.POSITIVE_INFINITY;
  return (
    WEIGHT.jump +
    WEIGHT.gapJump * ((entry.traits.open - expected.open) / gaps) ** 2 +
    WEIGHT.widthJump * ((entry.traits.width - expected.width) / widths) ** 2 +
    WEIGHT.jawJump * ((entry.traits.jaw - expected.jaw) / gaps) ** 2
  );
}

function walkBack(
  chosen: ReadonlyArray<readonly Candidate[]>,
  backs: ReadonlyArray<readonly number[]>,
  costs: readonly number[],
): readonly number[] {
  let at = costs.indexOf(Math.min(...costs));
  const path: number[] = [];
  for (let frame = chosen.length - 1; frame >= 0; frame--) {
    path.unshift(chosen[frame]?.[at]?.mouth ?? 0);
    at = backs[frame]?.[at] ?? 0;
  }
  return path;
}
