import type { StageCost } from '../contracts/cost-account.js';
import type { StageName } from '../contracts/stage-name.js';

/** Stages that run beside recognition, and those that run beside the mix. */
const watching: ReadonlySet<StageName> = new Set(['detect-shots', 'index-frames', 'track-faces']);

/** Seconds of compute on the longest way through a job: what it lasts where every worker starts at once. */
export function longestPath(costs: readonly StageCost[]): number {
  const shared = costs.filter(({ language }) => language === undefined);
  const languages = [...new Set(costs.flatMap(({ language }) => language ?? []))];
  const seconds = (of: readonly StageCost[]) => of.reduce((total, { computeS }) => total + computeS, 0);
  const watched = seconds(shared.filter(({ stage }) => watching.has(stage)));
  const heard = seconds(shared.filter(({ stage }) => stage === 'transcribe'));
  const before = seconds(shared) - Math.min(watched, heard);
  const targets = languages.map((language) => {
    const own = costs.filter((cost) => cost.language === language);
    const [mix, moved] = (['mix', 'lip-sync'] as const).map((name) =>
      seconds(own.filter(({ stage }) => stage === name)),
    );
    return seconds(own) - Math.min(mix ?? 0, moved ?? 0);
  });
  return before + Math.max(0, ...targets);
}
