import { fitGaussian } from './fit-gaussian.js';
import type { FrameStatistics } from './frame-statistics.js';
import { mergeStatistics } from './merge-statistics.js';

export interface ClusterStatisticsParams {
  readonly items: readonly FrameStatistics[];
  /** Wanted number of clusters; without it the Bayesian information criterion decides. */
  readonly count?: number | undefined;
  /** Strictness of the criterion: more merges at higher values. */
  readonly lambda: number;
}

interface Cluster {
  readonly statistics: FrameStatistics;
  readonly weightedLogDeterminant: number;
}

/**
 * Groups sets of frames that come from one source: the two most alike are merged until every merge costs more than the
 * parameters it saves. Returns the cluster number of every item; numbers follow the first item of each cluster.
 */
export function clusterStatistics({ items, count, lambda }: ClusterStatisticsParams): number[] {
  const clusters: (Cluster | undefined)[] = items.map(describe);
  const owners = items.map((_, index) => index);
  const nearest = clusters.map((_, index) => findNearest(clusters, index, lambda));
  for (let left = items.length; left > Math.max(1, count ?? 1); left--) {
    const first = nearest.reduce(
      (best, entry, index) => (entry.cost < (nearest[best]?.cost ?? Infinity) ? index : best),
      0,
    );
    const pair = nearest[first];
    if (pair === undefined || pair.index < 0 || (count === undefined && pair.cost > 0)) break;
    const a = clusters[first];
    const b = clusters[pair.index];
    if (a === undefined || b === undefined) break;
    clusters[first] = describe(mergeStatistics(a.statistics, b.statistics));
    clusters[pair.index] = undefined;
    owners.forEach((owner, item) => {
      if (owner === pair.index) owners[item] = first;
    });
    refresh({ clusters, nearest, lambda, changed: first, gone: pair.index });
  }
  const names = [...new Set(owners)];
  return owners.map((owner) => names.indexOf(owner));
}

function describe(statistics: FrameStatistics): Cluster {
  return { statistics, weightedLogDeterminant: statistics.count * fitGaussian(statistics).logDeterminant };
}

interface Neighbour {
  readonly index: number;
  readonly cost: number;
}

/** The cheapest merge partner among the later clusters. */
function findNearest(clusters: readonly (Cluster | undefined)[], index: number, lambda: number): Neighbour {
  const own = clusters[index];
  let best: Neighbour = { index: -1, cost: Number.POSITIVE_INFINITY };
  if (own === undefined) return best;
  for (let other = index + 1; other < clusters.length; other++) {
    const candidate = clusters[other];
    if (candidate === undefined) continue;
    const cost = mergeCost(own, candidate, lambda);
    if (cost < best.cost) best = { index: other, cost };
  }
  return best;
}

/** Positive when two Gaussians describe the frames better than one, by more than their parameters are worth. */
function mergeCost(a: Cluster, b: Cluster, lambda: number): number {
  const merged = describe(mergeStatistics(a.statistics, b.statistics));
  const dimension = a.statistics.sums.length;
  const gain = 0.5 * (merged.weightedLogDeterminant - a.weightedLogDeterminant - b.weightedLogDeterminant);
  const parameters = dimension + (dimension * (dimension + 1)) / 2;
  return gain - lambda * 0.5 * parameters * Math.log(Math.max(2, merged.statistics.count));
}

interface RefreshParams {
  readonly clusters: readonly (Cluster | undefined)[];
  readonly nearest: Neighbour[];
  readonly lambda: number;
  readonly changed: number;
  readonly gone: number;
}

function refresh({ clusters, nearest, lambda, changed, gone }: RefreshParams): void {
  const grown = clusters[changed];
  for (let index = 0; index < clusters.length; index++) {
    const own = clusters[index];
    const known = nearest[index];
    if (own === undefined || index === changed || known?.index === changed || known?.index === gone) {
      nearest[index] = findNearest(clusters, index, lambda);
    } else if (index < changed && grown !== undefined) {
      const cost = mergeCost(own, grown, lambda);
      if (cost < (known?.cost ?? Infinity)) nearest[index] = { index: changed, cost };
    }
  }
}
