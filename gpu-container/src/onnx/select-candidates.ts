import type { Progress } from './create-requirements.js';
import type { Beam } from './decode-beams.js';

/** A beam with one more token. */
export interface Candidate {
  readonly beam: Beam;
  readonly token: number;
  readonly logProbability: number;
  readonly progress: Progress;
  /** Tokens of what is required that it holds. */
  readonly held: number;
}

export interface SelectCandidatesParams {
  readonly candidates: readonly Candidate[];
  readonly count: number;
  readonly endToken: number;
}

interface Selected {
  readonly ended: readonly Candidate[];
  readonly going: readonly Candidate[];
}

/**
 * Who goes on and who is at its end. Ends count when they are among the best; those that go on are taken in turn from
 * each group that holds as much of what is required, the fullest group first, so that neither drives the other out.
 */
export function selectCandidates({ candidates, count, endToken }: SelectCandidatesParams): Selected {
  const ranked = candidates.toSorted((a, b) => b.logProbability - a.logProbability);
  const groups = new Map<number, Candidate[]>();
  for (const candidate of ranked) {
    const group = groups.get(candidate.held) ?? [];
    group.push(candidate);
    groups.set(candidate.held, group);
  }
  const ended = [...groups.values()].flatMap((group) =>
    group.slice(0, count).filter(({ token }) => token === endToken),
  );
  const queues = [...groups.entries()]
    .toSorted(([a], [b]) => b - a)
    .map(([, group]) => group.filter(({ token }) => token !== endToken));
  const going: Candidate[] = [];
  for (let turn = 0; going.length < count && queues.some((queue) => queue.length > turn); turn++)
    for (const queue of queues) {
      const next = queue[turn];
      if (next !== undefined && going.length < count) going.push(next);
    }
  return { ended, going };
}
