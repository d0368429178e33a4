import { budgetRaisedEvent } from '../../functions/names.js';
import type { Failure } from '../../pipeline/contracts/failure.js';
import type { JobBrief } from '../../pipeline/contracts/job-brief.js';
import type { TaskResult } from '../../pipeline/contracts/task-result.js';
import type { ActivityInput, ActivityName } from './activity-inputs.js';
import type { OrchestratorHarness, Script } from './orchestrator-harness.js';
import { artifact, engineFor, failure, outputsOf, type ScriptedJob, sampleBrief, scriptJob } from './scripted-job.js';

/** An orchestration as it was played for its golden history, `<orchestrator>.<what happens>`. */
export interface Scenario {
  readonly orchestrator: 'localize' | 'localize-target' | 'watch' | 'run-stage' | 'run-task';
  /** What differs from a job in which everything works; made anew for every run, since scripts count. */
  readonly job?: () => ScriptedJob;
  readonly input?: object;
  /** What happens from outside while it runs. */
  readonly during?: (harness: OrchestratorHarness) => Promise<void>;
}

/** The id of the orchestration every scenario starts. */
export const scenarioInstanceId = 'job_1';

const inputs: Readonly<Record<Scenario['orchestrator'], object>> = {
  localize: { jobId: 'job_1' },
  'localize-target': {
    jobId: 'job_1',
    language: 'es',
    sourceLanguage: 'en',
    loudness: 'web',
    subtitles: sampleBrief.subtitles,
    shared: {
      ...outputsOf('survey'),
      source: artifact('source'),
      ...outputsOf('probe'),
      ...outputsOf('separate'),
      ...outputsOf('detect-shots'),
      ...outputsOf('diarize'),
    },
  },
  watch: {
    jobId: 'job_1',
    lipSync: 'auto',
    made: { ...outputsOf('survey'), source: artifact('source'), ...outputsOf('probe') },
  },
  'run-stage': { jobId: 'job_1', stage: 'probe', params: {}, inputs: { source: artifact('source') } },
  'run-task': { jobId: 'job_1', planId: 'probe', taskId: 'probe-0', timeLimitMs: 600_000 },
};

const cancelled = failure('cancelled', 'Job job_1 was cancelled.');
const exhausted = failure('attempts-exhausted', 'Task was given up: it failed every time it was tried.');

/** Throws for the first `times` calls, as storage does that is away, and then goes on with `work`. */
export function failing<Name extends ActivityName>(times: number, work: Script<Name> = () => undefined): Script<Name> {
  let calls = 0;
  return (input, harness) => {
    calls += 1;
    if (calls <= times) throw new Error('Storage did not answer.');
    return work(input, harness);
  };
}

/** More often than anything is tried. */
export const always = Number.POSITIVE_INFINITY;

/** A send that nobody answers, but for the attempts named. */
function silentBut(answered: readonly number[]): Script<'send-task'> {
  return async (task, harness) => {
    if (answered.includes(task.attempt)) await harness.report(resultOf(task));
  };
}

/** The result of a task of `inputs['run-task']`, of whichever attempt. */
export function resultOf({
  jobId,
  taskId,
  instanceId,
  attempt,
}: Omit<ActivityInput<'send-task'>, 'planId' | 'sentAt'>) {
  return { schemaVersion: 1, taskId, jobId, instanceId, attempt, kind: 'done' } satisfies TaskResult;
}
const probeTask = { jobId: 'job_1', taskId: 'probe-0', instanceId: scenarioInstanceId } as const;

/** Chooses every engine but the one of a capability. */
export function refusing(capability: string, why: Failure): Script<'choose-engine'> {
  return (input) => (input.capability === capability ? { kind: 'failed', failure: why } : engineFor(input));
}

/** Chooses a recognizer that hears worse in noise, and every other engine as `others` does. */
function hearingBadly(others: Script<'choose-engine'>): Script<'choose-engine'> {
  return (input, harness) =>
    input.capability === 'speech-recognizer' ? { ...engineFor(input), id: 'pocketsphinx' } : others(input, harness);
}
const noDenoiser = failure('engine-missing', 'No denoiser is installed.');

const broughtFiles: JobBrief = {
  ...sampleBrief,
  source: { kind: 'artifact', name: 'talk.mp4', artifact: artifact('talk.mp4') },
  transcript: { kind: 'blob', name: 'talk.srt', container: 'uploads', blob: '4a/talk.srt', etag: '"0x2"' },
  translations: { es: { kind: 'blob', name: 'es.srt', container: 'uploads', blob: '5b/es.srt', etag: '"0x3"' } },
  glossary: artifact('glossary'),
  speakers: 2,
};

const oneTarget: JobBrief = { ...sampleBrief, targets: ['es'] };

/** One language, with faces wanted. */
const seen: JobBrief = { ...oneTarget, lipSync: 'auto' };
const noTracker = refusing('face-tracker', failure('engine-missing', 'No face-tracker is installed.'));

const localize: Readonly<Record<string, Omit<Scenario, 'orchestrator'>>> = {
  'happy-path': {},
  'one-language-fails': { job: () => ({ tasks: { 'translate@fr': exhausted } }) },
  'recognizer-missing': {
    job: () => ({
      scripts: {
        'choose-engine': refusing(
          'speech-recognizer',
          failure(
            'engine-missing',
            'No speech-recognizer is installed. Install pocketsphinx: apt install pocketsphinx.',
          ),
        ),
      },
    }),
  },
  'recognizer-language-unreachable': {
    job: () => ({
      brief: { ...oneTarget, sourceLanguage: 'is' },
      scripts: {
        'choose-engine': refusing(
          'speech-recognizer',
          failure('language-unreachable', 'No installed speech-recognizer (pocketsphinx) reaches "is".'),
        ),
      },
    }),
  },
  'noise-may-be-taken-out': {
    job: () => ({ brief: oneTarget, scripts: { 'choose-engine': hearingBadly(engineFor) } }),
  },
  'no-denoiser': {
    job: () => ({
      brief: oneTarget,
      scripts: {
        'choose-engine': hearingBadly(refusing('denoiser', noDenoiser)),
      },
    }),
  },
  'denoiser-asked-for-is-missing': {
    job: () => ({
      brief: { ...oneTarget, asked: ['denoiser'] },
      scripts: { 'choose-engine': refusing('denoiser', noDenoiser) },
    }),
  },
  'voices-to-clone': { job: () => ({ brief: { ...oneTarget, voices: { '*': true }, asked: ['voice-cloner'] } }) },
  'brought-files': { job: () => ({ brief: broughtFiles }) },
  'activity-fails-for-good': { job: () => ({ scripts: { 'load-brief': failing(always) } }) },
  retry: { job: () => ({ isMemoized: true, scripts: { 'load-brief': failing(2, () => oneTarget) } }) },
  'cancelled-in-shared-stages': { job: () => ({ tasks: { separate: cancelled } }) },
  'recognition-fails-beside-shots': {
    job: () => ({ tasks: { transcribe: failure('no-speech', 'No speech was found in talk.mp4.') } }),
  },
  'faces-are-found': { job: () => ({ brief: seen }) },
  'nobody-can-look-for-faces': { job: () => ({ brief: seen, scripts: { 'choose-engine': noTracker } }) },
  'faces-cannot-be-matched': { job: () => ({ brief: seen, tasks: { 'match-faces': exhausted } }) },
  'worker-cannot-be-surveyed': { job: () => ({ tasks: { survey: exhausted } }) },
};

/** Enough for a target that ends before its first stage; keeps the history short. */
const onlySurveyed = { shared: outputsOf('survey') };
const noTranslator = refusing('translator', failure('engine-missing', 'No translator is installed.'));

/** What all targets share where somebody is seen speaking. */
const withFaces = {
  shared: {
    ...outputsOf('survey'),
    source: artifact('source'),
    ...outputsOf('probe'),
    ...outputsOf('separate'),
    ...outputsOf('detect-shots'),
    ...outputsOf('index-frames'),
    ...outputsOf('track-faces'),
    ...outputsOf('diarize'),
    ...outputsOf('match-faces'),
  },
};

/** Everybody is cloned but one; `isEngineAsked`: by an engine named in the request. */
const cloning = (isEngineAsked: boolean) => ({ cloning: { speakers: { '*': true, spk_2: false }, isEngineAsked } });
const noCloner = refusing(
  'voice-cloner',
  failure('engine-missing', 'No voice-cloner is installed. Install chatterbox: npm run models -- pull chatterbox.'),
);
const consentEnded = refusing(
  'voice-cloner',
  failure('consent-missing', 'The voice of every speaker cannot be cloned: the consent ended on 2026-11-20.'),
);

const localizeTarget: Readonly<Record<string, Omit<Scenario, 'orchestrator'>>> = {
  'happy-path': {},
  'brought-translation': {
    input: {
      translation: { kind: 'artifact', name: 'es.srt', artifact: artifact('es.srt') },
      glossary: artifact('glossary'),
    },
  },
  'translator-missing': { input: onlySurveyed, job: () => ({ scripts: { 'choose-engine': noTranslator } }) },
  'activity-fails-for-good': {
    input: onlySurveyed,
    job: () => ({ scripts: { 'choose-engine': noTranslator, 'settle-target': failing(always) } }),
  },
  retry: { input: onlySurveyed, job: () => ({ scripts: { 'choose-engine': failing(1, noTranslator) } }) },
  cancelled: { job: () => ({ tasks: { 'mix@es': cancelled } }) },
  'voices-are-cloned': { input: cloning(false) },
  'nobody-can-clone': { input: cloning(false), job: () => ({ scripts: { 'choose-engine': noCloner } }) },
  'cloner-asked-for-is-missing': { input: cloning(true), job: () => ({ scripts: { 'choose-engine': noCloner } }) },
  'consent-ended-while-it-waited': {
    input: cloning(false),
    job: () => ({ scripts: { 'choose-engine': consentEnded } }),
  },
  'mouths-move': { input: withFaces },
  'mouths-cannot-be-moved': { input: withFaces, job: () => ({ tasks: { 'lip-sync@es': exhausted } }) },
  'mouths-are-cancelled': { input: withFaces, job: () => ({ tasks: { 'lip-sync@es': cancelled } }) },
  'no-mouth-renderer': {
    input: withFaces,
    job: () => ({
      scripts: {
        'choose-engine': refusing('mouth-renderer', failure('engine-missing', 'No mouth-renderer is installed.')),
      },
    }),
  },
};

const watch: Readonly<Record<string, Omit<Scenario, 'orchestrator'>>> = {
  'happy-path': {},
  'faces-not-wanted': { input: { lipSync: 'off' } },
  'faces-fail': { job: () => ({ tasks: { 'track-faces': exhausted } }) },
  'shots-fail': { job: () => ({ tasks: { 'detect-shots': exhausted } }) },
  'activity-fails-for-good': { job: () => ({ scripts: { 'choose-engine': failing(always) } }) },
  retry: { job: () => ({ scripts: { 'choose-engine': failing(2, engineFor) } }) },
  cancelled: { job: () => ({ tasks: { 'track-faces': cancelled } }) },
};

/** A stage whose job cannot pay for it the first `times` times it asks. */
function overBudget(times: number): Script<'resolve-stage'> {
  let asked = 0;
  return ({ stage }) => {
    asked += 1;
    return asked <= times
      ? { kind: 'over-budget', amount: 0.002, spent: 0.009, budget: 0.01 }
      : { kind: 'settled', outcome: { kind: 'done', outputs: outputsOf(stage) } };
  };
}

const runStage: Readonly<Record<string, Omit<Scenario, 'orchestrator'>>> = {
  'happy-path': {},
  'memo-hit': { job: () => ({ resolved: { probe: { kind: 'done', outputs: outputsOf('probe') } } }) },
  'two-tasks-of-which-one-fails': {
    job: () => ({
      taskCounts: { probe: 2 },
      scripts: {
        'send-task': (task, harness) =>
          harness.report(
            task.taskId === 'probe-1' ? { ...resultOf(task), kind: 'failed', failure: exhausted } : resultOf(task),
          ),
      },
    }),
  },
  'activity-fails-for-good': { job: () => ({ scripts: { 'settle-plan': failing(always) } }) },
  retry: {
    job: () => ({
      scripts: { 'settle-plan': failing(2, ({ planId }) => ({ kind: 'done', outputs: outputsOf(planId) })) },
    }),
  },
  cancelled: { job: () => ({ resolved: { probe: { kind: 'failed', failure: cancelled } } }) },
  'over-budget-until-it-is-raised': {
    job: () => ({
      scripts: {
        'resolve-stage': overBudget(1),
        'note-pause': async ({ instanceId }, harness) => {
          await harness.raise(instanceId, budgetRaisedEvent);
          return { isWaiting: true };
        },
      },
    }),
  },
  'budget-raised-before-it-waits': { job: () => ({ scripts: { 'resolve-stage': overBudget(2) } }) },
};

const runTask: Readonly<Record<string, Omit<Scenario, 'orchestrator'>>> = {
  'happy-path': {
    job: () => ({ scripts: { 'send-task': () => undefined } }),
    during: async (harness) => {
      await harness.waitForWait();
      await harness.report(resultOf({ ...probeTask, attempt: 1 }));
    },
  },
  'result-before-its-wait': {},
  'activity-fails-for-good': { job: () => ({ scripts: { 'send-task': failing(always) } }) },
  retry: { job: () => ({ scripts: { 'send-task': failing(1, silentBut([1])) } }) },
  cancelled: { job: () => ({ tasks: { probe: cancelled } }) },
  'dead-letter': { job: () => ({ tasks: { probe: exhausted } }) },
  'silence-then-sent-again': {
    job: () => ({ scripts: { 'send-task': silentBut([2]) } }),
    during: (harness) => harness.passSilence(),
  },
  'late-result-while-waiting-again': {
    job: () => ({ scripts: { 'send-task': silentBut([]) } }),
    during: async (harness) => {
      await harness.passSilence();
      await harness.waitForWait();
      await harness.report(resultOf({ ...probeTask, attempt: 1 }));
    },
  },
  'late-result-while-sending-again': {
    job: () => ({
      scripts: {
        'send-task': async (task, harness) => {
          if (task.attempt === 2) await harness.report(resultOf({ ...task, attempt: 1 }));
        },
      },
    }),
    during: (harness) => harness.passSilence(),
  },
  'three-silences': {
    job: () => ({ scripts: { 'send-task': silentBut([]) } }),
    during: async (harness) => {
      for (let sends = 0; sends < 3; sends += 1) await harness.passSilence();
    },
  },
};

function named(orchestrator: Scenario['orchestrator'], all: Readonly<Record<string, Omit<Scenario, 'orchestrator'>>>) {
  return Object.entries(all).map(([name, scenario]): [string, Scenario] => [
    `${orchestrator}.${name}`,
    { ...scenario, orchestrator },
  ]);
}

/** Every scenario by the name of its golden history. */
export const scenarios: Readonly<Record<string, Scenario>> = Object.fromEntries([
  ...named('localize', localize),
  ...named('localize-target', localizeTarget),
  ...named('watch', watch),
  ...named('run-stage', runStage),
  ...named('run-task', runTask),
]);

/** The scripts a scenario is played with. */
export function scriptsOf({ job }: Scenario) {
  return scriptJob(job?.());
}

/** Plays a scenario to the end of its orchestration. */
export async function playScenario({ orchestrator, input, during }: Scenario, harness: OrchestratorHarness) {
  await harness.begin(orchestrator, { ...inputs[orchestrator], ...input }, scenarioInstanceId);
  await during?.(harness);
  return harness.end(scenarioInstanceId);
}
