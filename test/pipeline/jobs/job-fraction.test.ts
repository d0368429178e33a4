import { describe, expect, it } from 'vitest';
import { JobProgress } from '../../../pipeline/contracts/job-progress.js';
import type { StageStatus } from '../../../pipeline/contracts/job-status.js';
import type { StageName } from '../../../pipeline/contracts/stage-name.js';
import { acceptJob } from '../../../pipeline/jobs/accept-job.js';
import { buildStatus } from '../../../pipeline/jobs/build-status.js';
import { jobFraction } from '../../../pipeline/jobs/job-fraction.js';
import { parseRequest } from '../../../pipeline/jobs/parse-request.js';
import { readJob } from '../../../pipeline/jobs/read-job.js';
import { emptyProgress, withStage } from '../../../pipeline/jobs/update-progress.js';
import { stageCatalogue } from '../../../pipeline/stages/stage-catalogue.js';
import { createJobWorld } from './job-world.js';

const status = (stage: StageName, part: Partial<StageStatus> = {}): StageStatus => ({
  ...{ stage, units: 1, hits: 0, computeMs: 0, startedAt: '2026-11-21T10:00:00Z' },
  ...{ state: 'done', progress: 1 },
  ...part,
});

/** A stage begins, is half done, and ends. */
function life(stage: StageName, end: StageStatus['state'] = 'done', language?: string): StageStatus[] {
  const own = language === undefined ? {} : { language };
  const progress = end === 'done' ? 1 : 0.5;
  return [
    status(stage, { ...own, state: 'running', progress: 0 }),
    status(stage, { ...own, state: 'running', progress: 0.5 }),
    status(stage, { ...own, state: end, progress }),
  ];
}

const first: readonly StageName[] = ['survey', 'ingest', 'probe', 'separate', 'detect-shots'];
const target: readonly StageName[] = ['translate', 'synthesize', 'fit', 'mix'];
const last: readonly StageName[] = ['subtitle', 'package', 'verify'];
const run = (names: readonly StageName[], language?: string) => names.flatMap((name) => life(name, 'done', language));

interface Story {
  readonly lipSync?: 'auto' | 'off';
  readonly faces: readonly StageStatus[];
  readonly match: readonly StageStatus[];
  readonly mouths: readonly StageStatus[];
}

const all: Story = {
  faces: run(['index-frames', 'track-faces']),
  match: run(['match-faces']),
  mouths: life('lip-sync', 'done', 'es'),
};
const stories: Readonly<Record<string, Story>> = {
  'with faces': all,
  'with lip-sync off': { lipSync: 'off', faces: [], match: [], mouths: [] },
  'where nobody can follow faces': { faces: [], match: [], mouths: [] },
  'where following faces fails': {
    faces: [...run(['index-frames']), ...life('track-faces', 'failed')],
    match: [],
    mouths: [],
  },
  'where nobody is matched': { ...all, match: life('match-faces', 'failed'), mouths: [] },
  'where the renderer is missing': { ...all, mouths: [] },
  'where the mouths fail': { ...all, mouths: life('lip-sync', 'failed', 'es') },
};

/** The fraction after each thing that happens. */
function fractions({ lipSync = 'auto', faces, match, mouths }: Story, hearFirst: boolean): readonly number[] {
  const hearing = run(['transcribe']);
  const beside = hearFirst ? [...hearing, ...faces] : [...faces, ...hearing];
  const events = [...run(first), ...beside, ...run(['diarize']), ...match, ...run(target, 'es'), ...mouths];
  let progress = emptyProgress;
  return [...events, ...run(last, 'es')].map((event) => {
    progress = withStage(progress, event);
    return jobFraction({ request: { lipSync, targets: ['es'] }, progress, stages: progress.stages });
  });
}

describe('the fraction of a job', () => {
  it.each(Object.entries(stories))('only rises %s, and ends at the top', (_, story) => {
    for (const hearFirst of [true, false]) {
      const made = fractions(story, hearFirst);
      expect(made.every((fraction, at) => fraction >= (made[at - 1] ?? 0))).toBe(true);
      expect(made.at(-1)).toBe(0.99);
    }
  });

  it('counts what languages share once, faces too', () => {
    const stages = [...first, 'index-frames', 'track-faces', 'transcribe', 'diarize', 'match-faces'] as const;
    const shared = (targets: readonly string[]) =>
      jobFraction({
        request: { lipSync: 'auto', targets: [...targets] },
        progress: emptyProgress,
        stages: stages.map((stage) => status(stage)),
      });

    const weigh = (names: readonly StageName[]) => names.reduce((sum, name) => sum + stageCatalogue[name].weight, 0);
    const [once, each] = [weigh(stages), weigh([...target, 'lip-sync', ...last])];
    expect(shared(['es'])).toBeCloseTo(once / (once + each), 9);
    expect(shared(['es', 'fr'])).toBeCloseTo(once / (once + 2 * each), 9);
  });

  it('waits no longer for a language that has failed', () => {
    const request = { lipSync: 'off' as const, targets: ['es', 'fr'] };
    const stages = [status('probe')];
    const before = jobFraction({ request, progress: emptyProgress, stages });
    const failed = { ...emptyProgress, targets: [{ language: 'fr', state: 'failed' as const }] };

    expect(jobFraction({ request, progress: failed, stages })).toBeGreaterThan(before);
  });
});

describe('the fraction of a stage', () => {
  it('does not fall when a second task is heard of', async () => {
    const deps = createJobWorld({ 'inbox/a.mp4': { etag: 'e' } });
    const source = { kind: 'blob', container: 'inbox', blob: 'a.mp4', name: 'a.mp4' } as const;
    const request = parseRequest({ source, targets: ['es'] });
    const { id } = await acceptJob({ request, startedBy: 'api', idempotencyKey: 'k' }, deps);
    const job = await readJob(deps.documents, id);
    const running = status('track-faces', { state: 'running', progress: 0, units: 4, hits: 1, tasks: 3 });
    const tracked = (tasks: Record<string, number>) => {
      const progress = JobProgress.parse({ ...emptyProgress, stages: [running], plans: { 'track-faces': 'p' }, tasks });
      return buildStatus(job, progress, deps.now().getTime()).stages[0]?.progress;
    };

    expect(tracked({ 'p-0': 0.9 })).toBeCloseTo(0.3, 9);
    expect(tracked({ 'p-0': 0.9, 'p-1': 0.3 })).toBeCloseTo(0.4, 9);
    expect(tracked({ 'p-0': 1, 'p-1': 1, 'p-2': 1 })).toBe(1);
  });
});
