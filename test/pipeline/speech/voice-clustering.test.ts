import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agglomerateVoices, type VoiceGroup } from '../../../pipeline/speech/agglomerate-voices.js';
import { assignVoices } from '../../../pipeline/speech/assign-voices.js';
import { clusterVoices } from '../../../pipeline/speech/cluster-voices.js';
import type { Voice } from '../../../pipeline/speech/voice.js';
import { createNoise } from './create-noise.js';

const unit = (values: readonly number[]): Float32Array => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
};

/** Voices of people scattered around a direction of their own; who speaks in which window is told. */
function voicesOf(windows: readonly (readonly number[])[], { size = 32, scatter = 0.35, seed = 1 } = {}): Voice[] {
  const noise = createNoise(seed);
  const vector = (): number[] => Array.from({ length: size }, noise);
  const people = Array.from({ length: 1 + Math.max(...windows.flat()) }, () => unit(vector()));
  return windows.flatMap((present, window) =>
    present.map((person) => {
      const blur = unit(vector());
      return { window, embedding: unit(Array.from(people[person] ?? [], (v, i) => v + scatter * (blur[i] ?? 0))) };
    }),
  );
}

/** The same clustering by its definition: every distance computed anew before every merge. */
function agglomeratePlainly(groups: readonly VoiceGroup[]) {
  let left = groups.map((group, index) => ({ index, members: [group] }));
  const middle = (members: readonly VoiceGroup[]): number[] => {
    const size = members.reduce((sum, member) => sum + member.size, 0);
    const [first] = members;
    return Array.from(first?.centroid ?? [], (_, i) =>
      members.reduce((sum, { centroid, size: own }) => sum + ((centroid[i] ?? 0) * own) / size, 0),
    );
  };
  const merges: { into: number; from: number; distance: number; isForced: boolean }[] = [];
  while (left.length > 1) {
    const pairs = left.flatMap((a, i) =>
      left.slice(i + 1).map((b) => {
        const [x, y] = [middle(a.members), middle(b.members)];
        const windows = new Set(a.members.flatMap((member) => [...member.windows]));
        const isForced = b.members.some((member) => [...member.windows].some((window) => windows.has(window)));
        return { a, b, isForced, distance: Math.hypot(...x.map((value, k) => value - (y[k] ?? 0))) };
      }),
    );
    const free = pairs.filter(({ isForced }) => !isForced);
    const best = (free.length > 0 ? free : pairs).reduce((p, q) => (q.distance < p.distance ? q : p));
    merges.push({ into: best.a.index, from: best.b.index, distance: best.distance, isForced: free.length === 0 });
    const joined = { index: best.a.index, members: [...best.a.members, ...best.b.members] };
    left = left.flatMap((group) => (group === best.a ? [joined] : group === best.b ? [] : [group]));
  }
  return merges;
}

const groupsOf = (voices: readonly Voice[]): VoiceGroup[] =>
  voices.map(({ embedding, window }) => ({ centroid: embedding, size: 1, windows: new Set([window]) }));

describe('agglomerateVoices', () => {
  it('merges in the order of the definition, those of one window last', () => {
    const window = fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(window, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1 }), (windows, seed) => {
        const groups = groupsOf(voicesOf(windows, { size: 6, scatter: 1, seed }));

        const merges = agglomerateVoices(groups);

        const plain = agglomeratePlainly(groups);
        expect(merges.map(({ distance }) => distance.toFixed(3))).toEqual(
          plain.map(({ distance }) => distance.toFixed(3)),
        );
        expect(merges.map(({ isForced }) => isForced)).toEqual(plain.map(({ isForced }) => isForced));
        const named = ({ into, from }: { into: number; from: number }) => [into, from].sort((a, b) => a - b).join();
        expect(merges.slice(0, 1).map(named)).toEqual(plain.slice(0, 1).map(named));
      }),
      { numRuns: 60 },
    );
  });

  it('has nothing to merge where there is nobody or one voice', () => {
    expect(agglomerateVoices([])).toEqual([]);
    expect(agglomerateVoices(groupsOf(voicesOf([[0]])))).toEqual([]);
  });
});

/** Which of the people found each voice belongs to, as many numbers as voices. */
const label = (voices: readonly Voice[], speakerCount?: number): number[] =>
  assignVoices({ voices, people: clusterVoices({ voices, speakerCount }) });

/** Whether two labelings say the same under other names. */
function isSamePartition(a: readonly number[], b: readonly number[]): boolean {
  const pairs = new Set(a.map((value, i) => `${value} ${b[i]}`));
  return pairs.size === new Set(a).size && pairs.size === new Set(b).size;
}

describe('clusterVoices', () => {
  const windows = Array.from({ length: 30 }, (_, i) => [[0], [1], [0, 1], [2]][i % 4] ?? []);
  const voices = voicesOf(windows);

  it('finds the people by their voices', () => {
    expect(isSamePartition(label(voices), windows.flat())).toBe(true);
  });

  it('finds one person where one speaks, and nobody where nobody does', () => {
    expect(clusterVoices({ voices: voicesOf([[0], [0], [0]]) })).toHaveLength(1);
    expect(clusterVoices({ voices: [] })).toEqual([]);
  });

  it('takes a stray sound for nobody, and gives it to whom it is most like', () => {
    const stray = voicesOf([...windows, [3]]);

    expect(new Set(label(stray)).size).toBe(3);
    expect(isSamePartition(label(stray).slice(0, -1), windows.flat())).toBe(true);
  });

  it.each([1, 2, 3, 4])('obeys a stated number of %i', (count) => {
    expect(clusterVoices({ voices, speakerCount: count })).toHaveLength(count);
  });

  it('does not take a stray sound for one of a stated number', () => {
    expect(isSamePartition(label(voicesOf([...windows, [3]]), 3).slice(0, -1), windows.flat())).toBe(true);
  });

  it('hears out somebody who says little where the number is stated', () => {
    const rare = voicesOf([...Array.from({ length: 40 }, () => [0]), [1]], { scatter: 0.2 });

    expect(label(rare, 2).filter((person) => person === label(rare, 2).at(-1))).toHaveLength(1);
  });

  it('keeps two people apart who sound alike but speak at once', () => {
    const alike = voicesOf(
      Array.from({ length: 10 }, () => [0, 0]),
      { scatter: 0.3 },
    );

    expect(clusterVoices({ voices: alike }).length).toBeGreaterThan(1);
    expect(label(alike).filter((person, i, all) => i % 2 === 1 && person === all[i - 1])).toEqual([]);
  });

  it('clusters two hours of three voices a window in seconds, in blocks, and finds the same people', () => {
    const long = Array.from({ length: 1440 }, (_, i) => [i % 5, (i + 1) % 5, (i + 2) % 5]);
    const all = voicesOf(long, { size: 256, scatter: 0.45 });
    const before = process.cpuUsage();

    const found = label(all);

    const { user, system } = process.cpuUsage(before);
    expect(all).toHaveLength(4320);
    expect(isSamePartition(found, long.flat())).toBe(true);
    // 2.4 s of processor time where it was measured
    expect((user + system) / 1e6).toBeLessThan(30);
  }, 60_000);

  it('stays quick where no voice is like another', () => {
    const before = process.cpuUsage();

    const people = clusterVoices({
      voices: voicesOf(
        Array.from({ length: 2500 }, (_, i) => [i]),
        { size: 64 },
      ),
    });

    const { user, system } = process.cpuUsage(before);
    expect(people.length).toBeGreaterThan(0);
    expect((user + system) / 1e6).toBeLessThan(30);
  }, 60_000);
});

describe('assignVoices', () => {
  const people = [unit([1, 0, 0]), unit([0.8, 0.6, 0])];

  it('gives voices of one window to different people, together as well as can be', () => {
    const voices = [
      { window: 0, embedding: unit([1, 0.1, 0]) },
      { window: 0, embedding: unit([1, -0.2, 0]) },
      { window: 1, embedding: unit([1, 0.1, 0]) },
    ];

    expect(assignVoices({ voices, people })).toEqual([1, 0, 0]);
  });

  it('lets voices share a person only where there are more voices than people', () => {
    const voices = [unit([1, 0, 0]), unit([0.9, 0.5, 0]), unit([0.99, 0.1, 0])].map((embedding) => ({
      window: 0,
      embedding,
    }));

    expect(assignVoices({ voices, people })).toEqual([0, 1, 0]);
    expect(assignVoices({ voices, people: people.slice(0, 1) })).toEqual([0, 0, 0]);
  });
});
