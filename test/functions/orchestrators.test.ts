import { afterEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../functions/orchestrators/failure-of.js';
import { historyEventType } from '../../local/functions-host/durable/history-event.js';
import type { Failure } from '../../pipeline/contracts/failure.js';
import type { JobBrief } from '../../pipeline/contracts/job-brief.js';
import { createOrchestratorHarness, type OrchestratorHarness } from './orchestrator-harness.js';
import { always, failing, playScenario, refusing, resultOf, type Scenario, scenarios, scriptsOf } from './scenarios.js';
import { engineFor, failure, outputsOf, type ScriptedJob, sampleBrief, scriptJob } from './scripted-job.js';

let harness: OrchestratorHarness;
afterEach(() => harness.dispose());

async function play(name: string, change: Partial<Scenario> = {}) {
  const scenario = scenarios[name];
  if (scenario === undefined) throw new Error(`There is no scenario ${name}.`);
  harness = await createOrchestratorHarness(scriptsOf({ ...scenario, ...change }));
  return playScenario({ ...scenario, ...change }, harness);
}

/** Plays a whole job, all orchestrators in it. */
function playJob(job: ScriptedJob) {
  return play('localize.happy-path', { job: () => job });
}

/** Inputs of the calls of an activity, oldest first. */
function inputsTo(name: string): readonly unknown[] {
  return harness.calls.filter((call) => call.name === name).map(({ input }) => input);
}

const broken = failure('attempts-exhausted', 'Task was given up.');
const cancelled = failure('cancelled', 'Job job_1 was cancelled.');

describe('a job', () => {
  it('settles every target, then finishes', async () => {
    const { status } = await play('localize.happy-path');
    expect(status).toBe('Completed');
    expect(inputsTo('settle-target')).toMatchObject([{ language: 'es' }, { language: 'fr' }]);
    expect(harness.calls.at(-1)).toEqual({ name: 'finish-job', input: { jobId: 'job_1' } });
  });

  it('shares what does not depend on the target language', async () => {
    await play('localize.happy-path');
    const stages = inputsTo('resolve-stage').map((input) => (input as { stage: string }).stage);
    for (const shared of ['survey', 'probe', 'separate', 'transcribe', 'detect-shots', 'diarize']) {
      expect(stages.filter((stage) => stage === shared)).toHaveLength(1);
    }
    for (const own of ['translate', 'synthesize', 'fit', 'mix', 'subtitle', 'package', 'verify']) {
      expect(stages.filter((stage) => stage === own)).toHaveLength(2);
    }
  });

  it('hands a chosen formality to the translation, and nothing where none was chosen', async () => {
    const asked = () => inputsTo('resolve-stage').filter((input) => (input as { stage: string }).stage === 'translate');
    await playJob({ brief: { ...sampleBrief, formality: 'informal' } });
    expect(asked()).toMatchObject([
      { params: { language: 'es', formality: 'informal' } },
      { params: { language: 'fr', formality: 'informal' } },
    ]);
    await harness.dispose();
    await play('localize.happy-path');
    expect(asked().map((input) => (input as { params: object }).params)).toEqual([
      { language: 'es' },
      { language: 'fr' },
    ]);
  });

  it('goes on with the other languages when one fails', async () => {
    await play('localize.one-language-fails');
    expect(inputsTo('settle-target')).toHaveLength(2);
    expect(inputsTo('settle-target')).toContainEqual(
      expect.objectContaining({ language: 'es', made: expect.objectContaining(outputsOf('verify@es')) }),
    );
    expect(inputsTo('settle-target')).toContainEqual(
      expect.objectContaining({ language: 'fr', failure: expect.objectContaining({ code: 'attempts-exhausted' }) }),
    );
    expect(inputsTo('finish-job')).toEqual([{ jobId: 'job_1' }]);
  });

  it('goes on with the other languages when the files of one cannot be written down at all', async () => {
    const settleTarget = ({ language }: { readonly language: string }) => {
      if (language === 'fr') throw new Error('Storage did not answer.');
    };
    await playJob({ scripts: { 'settle-target': settleTarget } });
    expect((await harness.end('job_1-fr')).status).toBe('Completed');
    expect(inputsTo('settle-target')).toContainEqual(
      expect.objectContaining({ language: 'es', made: expect.objectContaining(outputsOf('verify@es')) }),
    );
    // finish-job itself finds that fr has no result
    expect(inputsTo('finish-job')).toEqual([{ jobId: 'job_1' }]);
  });

  it('starts no target when a shared stage fails, and finishes with its failure', async () => {
    const noSpeech = failure('no-speech', 'No speech was found in talk.mp4.');
    await playJob({ tasks: { diarize: noSpeech } });
    expect(await harness.instances()).not.toContainEqual(expect.objectContaining({ name: 'localize-target' }));
    expect(inputsTo('finish-job')).toEqual([{ jobId: 'job_1', failure: noSpeech }]);
    expect(inputsTo('fail-stage')).toEqual([{ jobId: 'job_1', stage: 'diarize', failure: noSpeech }]);
  });

  it.each([
    ['localize.recognizer-missing', 'engine-missing'],
    ['localize.recognizer-language-unreachable', 'language-unreachable'],
    ['localize.worker-cannot-be-surveyed', 'attempts-exhausted'],
    ['localize.denoiser-asked-for-is-missing', 'engine-missing'],
    ['localize.recognition-fails-beside-shots', 'no-speech'],
    ['localize.activity-fails-for-good', 'internal'],
  ])('of %s finishes with %s', async (name, code) => {
    const { status } = await play(name);
    expect(status).toBe('Completed');
    expect(inputsTo('finish-job')).toEqual([{ jobId: 'job_1', failure: expect.objectContaining({ code }) }]);
  });

  it('aligns a brought transcript, takes a brought translation, and recognizes and translates nothing of them', async () => {
    await play('localize.brought-files');
    const capabilities = inputsTo('choose-engine').map((input) => {
      const { capability, language } = input as { capability: string; language: string };
      return `${capability} ${language}`;
    });
    expect(capabilities).toContain('speech-aligner en');
    expect(capabilities).not.toContain('speech-recognizer en');
    expect(capabilities).not.toContain('translator es');
    expect(capabilities).toContain('translator fr');
    expect(inputsTo('resolve-stage')).toContainEqual(
      expect.objectContaining({
        stage: 'translate',
        language: 'es',
        params: { language: 'es', name: 'es.srt' },
        inputs: expect.objectContaining({ brought: expect.anything(), glossary: expect.anything() }),
      }),
    );
    expect(inputsTo('resolve-stage')).toContainEqual(
      expect.objectContaining({ stage: 'diarize', params: { speakers: 2 } }),
    );
  });

  /** The parameters `transcribe` was asked for with. */
  const hearing = () => {
    const asked = inputsTo('resolve-stage').find((input) => (input as { stage: string }).stage === 'transcribe');
    return (asked as { params: object } | undefined)?.params;
  };

  it('hands a denoiser to a recognizer that hears worse in noise: what the key needs of it, and its licence', async () => {
    await play('localize.noise-may-be-taken-out');
    const { id, version, fingerprint, licence } = engineFor({ jobId: 'job_1', capability: 'denoiser' });
    expect(hearing()).toEqual({ language: 'en', denoiser: { id, version, fingerprint, licence } });
  });

  it.each(['localize.no-denoiser', 'localize.happy-path'])('of %s is heard as it is', async (name) => {
    await play(name);
    expect(hearing()).toEqual({ language: 'en' });
    expect(inputsTo('finish-job')).toEqual([{ jobId: 'job_1' }]);
  });

  it('asks for no denoiser where its recognizer hears through noise, unless the request names one', async () => {
    const wanted = () => inputsTo('choose-engine').map((input) => (input as { capability: string }).capability);
    await play('localize.happy-path');
    expect(wanted()).not.toContain('denoiser');
    await harness.dispose();
    await playJob({ brief: { ...sampleBrief, asked: ['denoiser'] } });
    expect(wanted()).toContain('denoiser');
    expect(hearing()).toHaveProperty('denoiser');
  });

  describe('whose request names engines for faces', () => {
    const seen: JobBrief = { ...sampleBrief, targets: ['es'], lipSync: 'auto' };
    const asked: JobBrief = { ...seen, asked: ['active-speaker', 'picture-enlarger'] };
    const requestOf = (stage: string) =>
      inputsTo('resolve-stage').find((input) => (input as { stage: string }).stage === stage) as {
        readonly params: object;
        readonly inputs: object;
      };
    const drawing = (id: string) => (input: Parameters<typeof engineFor>[0]) =>
      input.capability === 'mouth-renderer' ? { ...engineFor(input), id } : engineFor(input);

    it('hands them to the stages, with the picture that speakers are told apart by', async () => {
      await playJob({ brief: asked, scripts: { 'choose-engine': drawing('dh-live') } });
      expect(requestOf('match-faces')).toMatchObject({
        params: { activeSpeaker: { id: 'best-active-speaker' } },
        inputs: { source: expect.anything(), media: expect.anything() },
      });
      expect(requestOf('lip-sync').params).toMatchObject({ enlarger: { id: 'best-picture-enlarger' } });
    });

    it('enlarges no mouth that is taken from the source', async () => {
      await playJob({ brief: asked, scripts: { 'choose-engine': drawing('own-mouth') } });
      expect(requestOf('lip-sync').params).toEqual({});
    });

    it('asks for none where nobody named one', async () => {
      await playJob({ brief: seen });
      expect(requestOf('match-faces').params).toEqual({});
      expect(Object.keys(requestOf('match-faces').inputs)).not.toContain('source');
      expect(requestOf('lip-sync').params).toEqual({});
    });

    it('ends before the long work where one is not there', async () => {
      const why = failure('engine-missing', 'No active-speaker is installed.');
      await playJob({
        brief: asked,
        scripts: { 'choose-engine': refusing('active-speaker', why) },
      });
      expect(requestOf('separate')).toBeUndefined();
      expect(inputsTo('finish-job')).toEqual([{ jobId: 'job_1', failure: why }]);
    });
  });

  it('calls an activity that throws again, until it works', async () => {
    await play('localize.retry');
    expect(inputsTo('load-brief')).toHaveLength(3);
    expect(inputsTo('finish-job')).toEqual([{ jobId: 'job_1' }]);
  });
});

describe('a cancelled job', () => {
  it('ends while the shared stages run, with no stage after the one that saw it', async () => {
    await play('localize.cancelled-in-shared-stages');
    expect(inputsTo('finish-job')).toEqual([{ jobId: 'job_1', failure: cancelled }]);
    expect(inputsTo('resolve-stage').at(-1)).toMatchObject({ stage: 'separate' });
    expect(inputsTo('settle-target')).toEqual([]);
  });

  it('settles every target as cancelled when its targets run', async () => {
    await playJob({ tasks: { 'mix@es': cancelled, 'synthesize@fr': cancelled } });
    expect(inputsTo('settle-target')).toHaveLength(2);
    expect(inputsTo('settle-target')).toEqual([
      expect.objectContaining({ failure: cancelled }),
      expect.objectContaining({ failure: cancelled }),
    ]);
    expect(inputsTo('finish-job')).toEqual([{ jobId: 'job_1' }]);
  });

  it('keeps what a target had made by then for its receipt', async () => {
    await play('localize-target.cancelled');
    const [settled] = inputsTo('settle-target');
    expect(settled).toMatchObject({ made: outputsOf('synthesize@es') });
    expect(settled).toMatchObject({ made: outputsOf('fit@es') });
    expect(settled).not.toMatchObject({ made: outputsOf('mix@es') });
  });
});

describe('a target', () => {
  it('that cannot be published is settled as failed, with the reason and no stack', async () => {
    await play('localize-target.happy-path', {
      job: () => ({ isMemoized: true, scripts: { 'settle-target': failing(8) } }),
    });
    const settled = inputsTo('settle-target');
    expect(settled).toHaveLength(9);
    expect(settled[7]).not.toHaveProperty('failure');
    expect(settled[8]).toMatchObject({
      made: outputsOf('verify@es'),
      failure: { code: 'internal', message: expect.stringMatching(/settle-target.*Storage did not answer\.$/) },
    });
  });

  it('is verified without listening where no recognizer hears its language', async () => {
    const deaf = failure('language-unreachable', 'No installed speech-recognizer reaches "es".');
    await play('localize-target.happy-path', {
      job: () => ({ isMemoized: true, scripts: { 'choose-engine': refusing('speech-recognizer', deaf) } }),
    });
    const verify = inputsTo('resolve-stage').at(-1);
    expect(verify).toMatchObject({ stage: 'verify' });
    expect(verify).not.toHaveProperty('engine');
    expect(inputsTo('settle-target')).toEqual([expect.not.objectContaining({ failure: expect.anything() })]);
  });

  it('fails rather than go unheard when choosing its listener breaks', async () => {
    const choose = scriptJob()['choose-engine'];
    await play('localize-target.happy-path', {
      job: () => ({
        isMemoized: true,
        scripts: {
          'choose-engine': (input, running) => {
            if (input.capability === 'speech-recognizer') throw new Error('Storage did not answer.');
            return choose(input, running);
          },
        },
      }),
    });
    expect(inputsTo('settle-target')).toMatchObject([{ failure: { code: 'internal' } }]);
  });
});

describe('a stage', () => {
  it('found in the memos sends no task', async () => {
    const { output } = await play('run-stage.memo-hit');
    expect(output).toEqual({ kind: 'done', outputs: outputsOf('probe') });
    expect(inputsTo('send-task')).toEqual([]);
  });

  it('waits for all its tasks and fails with the one that failed', async () => {
    const { output } = await play('run-stage.two-tasks-of-which-one-fails');
    expect(inputsTo('send-task')).toHaveLength(2);
    expect(output).toMatchObject({ kind: 'failed', failure: { code: 'attempts-exhausted' } });
    expect(inputsTo('settle-plan')).toEqual([]);
  });

  it('lets the tasks beside it end when one could not be sent', async () => {
    await play('run-stage.happy-path', {
      job: () => ({
        taskCounts: { probe: 2 },
        scripts: {
          'send-task': (task, running) => {
            if (task.taskId === 'probe-0') throw new Error('The queue did not answer.');
            return running.report(resultOf(task));
          },
        },
      }),
    });
    expect((await harness.instances()).map(({ status }) => status)).toEqual(['Completed', 'Completed', 'Completed']);
    expect(inputsTo('fail-stage')).toHaveLength(1);
  });

  it('is marked as failed also when what broke is around it', async () => {
    const { status, output } = await play('run-stage.activity-fails-for-good');
    expect(status).toBe('Completed');
    expect(output).toMatchObject({ kind: 'failed', failure: { code: 'internal' } });
    expect(inputsTo('fail-stage')).toMatchObject([{ stage: 'probe', failure: { code: 'internal' } }]);
  });
});

describe('a task', () => {
  const failedWith = (why: Partial<Failure>) => ({ kind: 'failed', failure: expect.objectContaining(why) });

  it.each([
    ['run-task.happy-path', 1, { kind: 'done', outputs: {} }],
    ['run-task.result-before-its-wait', 1, { kind: 'done', outputs: {} }],
    ['run-task.retry', 2, { kind: 'done', outputs: {} }],
    ['run-task.silence-then-sent-again', 2, { kind: 'done', outputs: {} }],
    ['run-task.late-result-while-waiting-again', 2, { kind: 'done', outputs: {} }],
    ['run-task.late-result-while-sending-again', 2, { kind: 'done', outputs: {} }],
    ['run-task.dead-letter', 1, failedWith({ code: 'attempts-exhausted' })],
    ['run-task.cancelled', 1, failedWith({ code: 'cancelled' })],
    ['run-task.three-silences', 3, failedWith({ code: 'time-limit' })],
    ['run-task.activity-fails-for-good', 8, failedWith({ code: 'internal' })],
  ])('of %s is sent %i times and ends as it should', async (name, sends, output) => {
    expect(await play(name)).toMatchObject({ status: 'Completed', output });
    expect(inputsTo('send-task')).toHaveLength(sends);
  });

  it('is sent again under a new attempt, so that the queue does not take it for the same message', async () => {
    await play('run-task.three-silences');
    expect(inputsTo('send-task')).toMatchObject([{ attempt: 1 }, { attempt: 2 }, { attempt: 3 }]);
  });

  it('waits its time limit and an hour more before it is sent again', async () => {
    await play('run-task.silence-then-sent-again');
    const [first, second] = inputsTo('send-task') as readonly { readonly sentAt: number }[];
    expect((second?.sentAt ?? 0) - (first?.sentAt ?? 0)).toBe(600_000 + 3_600_000);
  });

  it('leaves no timer behind when its result comes', async () => {
    await play('run-task.happy-path');
    const { events } = await harness.history('job_1');
    expect(events.filter(({ EventType }) => EventType === historyEventType.TimerCreated)).toHaveLength(1);
    expect(events.some(({ EventType }) => EventType === historyEventType.TimerFired)).toBe(false);
    expect((await harness.instances())[0]?.cancelledTimers.size).toBe(1);
  });

  it('ends once, however often its result is delivered', async () => {
    const { output } = await play('run-task.result-before-its-wait', {
      job: () => ({
        scripts: {
          'send-task': async (task, running) => {
            await running.report(resultOf(task));
            await running.report(resultOf(task));
          },
        },
      }),
    });
    expect(output).toEqual({ kind: 'done', outputs: {} });
    expect(inputsTo('send-task')).toHaveLength(1);
  });

  it('is not taken for done when a beat of progress reaches it', async () => {
    const { output } = await play('run-task.result-before-its-wait', {
      job: () => ({
        scripts: {
          'send-task': (task, running) => running.report({ ...resultOf(task), kind: 'progress', fraction: 0.5 }),
        },
      }),
    });
    expect(output).toEqual(failedWith({ code: 'internal' }));
  });
});

describe('the failure an orchestrator ends with', () => {
  it('tells what broke in one line, without stacks and not without end', async () => {
    harness = await createOrchestratorHarness(scriptJob());
    const reason = "Activity function 'settle-plan' failed: Storage did not answer.";
    expect(failureOf(new Error(`${reason} \n {"StackTraceString":"at x.ts:1"}`)).message).toBe(reason);
    expect(failureOf(new Error(`${reason}\n    at work (x.ts:1:2)`)).message).toBe(reason);
    expect(failureOf(new Error('x'.repeat(100_000))).message.length).toBeLessThan(600);
  });
});

describe('a broken storage', () => {
  it('fails the job itself only when not even its end can be written down', async () => {
    harness = await createOrchestratorHarness(
      scriptJob({
        brief: { ...sampleBrief, targets: ['es'] },
        tasks: { survey: broken },
        scripts: { 'finish-job': failing(always) },
      }),
    );
    expect((await harness.run('localize', { jobId: 'job_1' }, 'job_1')).status).toBe('Failed');
    expect(inputsTo('finish-job')).toHaveLength(8);
  });
});
