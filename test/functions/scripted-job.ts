import { createHash } from 'node:crypto';
import type { ArtifactRef } from '../../pipeline/contracts/artifact-ref.js';
import type { EngineChoice } from '../../pipeline/contracts/engine-choice.js';
import type { Failure } from '../../pipeline/contracts/failure.js';
import type { JobBrief } from '../../pipeline/contracts/job-brief.js';
import type { StageName } from '../../pipeline/contracts/stage-name.js';
import type { StageOutcome } from '../../pipeline/contracts/stage-outcome.js';
import type { StageRequest } from '../../pipeline/contracts/stage-request.js';
import { type ErrorCode, errorTable } from '../../pipeline/errors/error-table.js';
import { stageCatalogue } from '../../pipeline/stages/stage-catalogue.js';
import type { ActivityInput } from './activity-inputs.js';
import type { Scripts } from './orchestrator-harness.js';

/** What every stage makes, by the names the next ones know it by. */
const outputNames: Readonly<Record<StageName, readonly string[]>> = {
  survey: ['survey'],
  ingest: ['file'],
  probe: ['media'],
  separate: ['speech', 'original', 'separation', 'background', 'dialogue'],
  'detect-shots': ['shots'],
  'index-frames': ['frames'],
  'track-faces': ['face-manifest'],
  'match-faces': ['speaking-faces'],
  'lip-sync': ['lip-manifest'],
  transcribe: ['transcript'],
  diarize: ['transcript'],
  translate: ['translation'],
  'sample-voices': ['voice-samples'],
  synthesize: ['speech-manifest'],
  fit: ['fit'],
  mix: ['mix', 'dub', 'music-and-effects', 'mix-report'],
  subtitle: ['subtitle-report', 'srt', 'vtt'],
  package: ['video'],
  verify: ['verification'],
};

/** A job in English for two languages, with its source in a blob. */
export const sampleBrief: JobBrief = {
  jobId: 'job_1',
  workerVersion: 'v1',
  sourceLanguage: 'en',
  targets: ['es', 'fr'],
  source: { kind: 'blob', name: 'talk.mp4', container: 'uploads', blob: '3f/talk.mp4', etag: '"0x1"' },
  translations: {},
  loudness: 'web',
  lipSync: 'off',
  formality: 'default',
  commercialUse: true,
  subtitles: { profile: 'netflix', formats: ['srt', 'vtt'], burnIn: false, bilingual: false },
};

/** An artifact whose content is its name. */
export function artifact(name: string): ArtifactRef {
  return { sha256: createHash('sha256').update(name).digest('hex'), sizeBytes: name.length, mediaType: 'text/plain' };
}

export function failure(code: ErrorCode, message: string): Failure {
  return { code, message, next: errorTable[code].next };
}

/** `synthesize@fr` for a stage of a target, `probe` for a shared one, `ingest@3f/talk.mp4` for a file. */
export function aboutOf({ stage, language, params }: Pick<StageRequest, 'stage' | 'language' | 'params'>): string {
  const about = language ?? params['blob'];
  return typeof about === 'string' ? `${stage}@${about}` : stage;
}

/** What a stage made: artifacts named after it and what it was about. */
export function outputsOf(about: string): Readonly<Record<string, ArtifactRef>> {
  const [stage] = about.split('@', 1);
  const names = Object.entries(outputNames).find(([name]) => name === stage)?.[1] ?? [];
  return Object.fromEntries(names.map((name) => [name, artifact(`${about}/${name}`)]));
}

export function engineFor({ capability }: ActivityInput<'choose-engine'>): EngineChoice {
  return {
    capability,
    id: `best-${capability}`,
    version: '1.0',
    fingerprint: artifact(capability).sha256,
    licence: 'BSD-3-Clause',
    reason: 'best of 1 installed that can',
  };
}

/** The name of a task of a stage: `probe-0`. */
export function taskIdOf(about: string, index = 0): string {
  return `${about}-${index}`;
}

/** What is different in this job from one in which everything works. Keys are `stage` or `stage@language`. */
export interface ScriptedJob {
  readonly brief?: JobBrief;
  /** How the tasks of a stage end, instead of well. */
  readonly tasks?: Readonly<Record<string, Failure>>;
  /** What `resolve-stage` returns at once. */
  readonly resolved?: Readonly<Record<string, StageOutcome>>;
  /** How many tasks a stage needs. */
  readonly taskCounts?: Readonly<Record<string, number>>;
  /** Everything has been made before: no task runs. */
  readonly isMemoized?: boolean;
  readonly scripts?: Partial<Scripts>;
}

/** Scripts of a job in which every stage works, save for what `job` says. */
export function scriptJob(job: ScriptedJob = {}): Scripts {
  const { brief = sampleBrief, tasks, resolved, taskCounts, isMemoized = false, scripts } = job;
  return {
    'load-brief': () => brief,
    'resolve-stage': (request) => {
      const about = aboutOf(request);
      const at = resolved?.[about];
      if (at !== undefined) return at;
      const { placement, timeLimitMs } = stageCatalogue[request.stage];
      if (isMemoized || placement === 'inline')
        return { kind: 'settled', outcome: { kind: 'done', outputs: outputsOf(about) } };
      const ids = Array.from({ length: taskCounts?.[about] ?? 1 }, (_, index) => taskIdOf(about, index));
      return { kind: 'pending', planId: about, tasks: ids.map((taskId) => ({ taskId, timeLimitMs })) };
    },
    'note-pause': () => ({ isWaiting: false }),
    'send-task': async ({ jobId, taskId, instanceId, attempt }, harness) => {
      const about = { schemaVersion: 1, taskId, jobId, instanceId, attempt } as const;
      const failed = tasks?.[taskId.replace(/-\d+$/, '')];
      await harness.report(
        failed === undefined ? { ...about, kind: 'done' } : { ...about, kind: 'failed', failure: failed },
      );
    },
    'settle-plan': ({ planId }) => ({ kind: 'done', outputs: outputsOf(planId) }),
    'fail-stage': () => undefined,
    'choose-engine': engineFor,
    'settle-target': () => undefined,
    'finish-job': () => undefined,
    ...scripts,
  };
}
