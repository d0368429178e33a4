import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { compareCuts } from '../../../pipeline/shots/compare-cuts.js';
import { findCuts } from '../../../pipeline/shots/find-cuts.js';
import { parseSceneScores } from '../../../pipeline/shots/parse-scene-scores.js';

const log = `frame:1 pts:1
[scdet @ 0x55] lavfi.scd.score: 28.506, lavfi.scd.time: 3.2
lavfi.scd.mafd=12.1
lavfi.scd.score=11.5
lavfi.scd.time=3.28
[scdet @ 0x55] lavfi.scd.score: 4.2, lavfi.scd.time: 5
[scdet @ 0x55] lavfi.scd.score: 60, lavfi.scd.time: 9.16
`;

describe('cuts', () => {
  it('are read from the log and from frame metadata', () => {
    expect(parseSceneScores(log).map(({ timeMs, score }) => [timeMs, score])).toEqual([
      [3200, 28.506],
      [3280, 11.5],
      [5000, 4.2],
      [9160, 60],
    ]);
  });

  it('are the highest of scores close together, above the threshold', () => {
    expect(findCuts(parseSceneScores(log))).toEqual([3200, 9160]);
    expect(findCuts(parseSceneScores(log), { threshold: 4, minShotMs: 10 })).toEqual([3200, 3280, 5000, 9160]);
  });

  it('are measured against marks, each mark met once', () => {
    const agreement = compareCuts([1000, 1010, 5000], [1000, 3000, 5020], 50);
    expect(agreement).toMatchObject({ missedMs: [3000], inventedMs: [1010] });
    expect(agreement.recall).toBeCloseTo(2 / 3);
  });

  const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

  it.skipIf(!hasFfmpeg)(
    'of a film joined from six known shots are all found (skipped where ffmpeg is not installed)',
    () => {
      const shots = [
        'testsrc2=s=320x180:r=25:d=2',
        'color=c=navy:s=320x180:r=25:d=1.6',
        'rgbtestsrc=s=320x180:r=25',
        'smptebars=s=320x180:r=25:d=2',
        'color=c=white:s=320x180:r=25',
        'color=c=orange:s=320x180:r=25:d=1',
      ];
      const lengths = [2, 1.6, 1.2, 2, 1.4, 1];
      const inputs = shots.flatMap((shot, index) => ['-f', 'lavfi', '-t', String(lengths[index]), '-i', shot]);
      const joined = `${shots.map((_, index) => `[${index}:v]format=yuv420p,setsar=1[v${index}]`).join(';')};${shots.map((_, index) => `[v${index}]`).join('')}concat=n=6,scdet=t=8`;
      const run = spawnSync('ffmpeg', ['-hide_banner', ...inputs, '-filter_complex', joined, '-f', 'null', '-'], {
        encoding: 'utf8',
      });
      const agreement = compareCuts(findCuts(parseSceneScores(run.stderr)), [2000, 3600, 4800, 6800, 8200]);
      expect(run.status).toBe(0);
      expect(agreement.f1).toBe(1);
    },
  );
});
