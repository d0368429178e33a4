import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Estimate } from '../../../pipeline/contracts/estimate.js';
import type { StageStatus } from '../../../pipeline/contracts/job-status.js';
import { PriceId, PriceTable } from '../../../pipeline/contracts/price-table.js';
import { StageName } from '../../../pipeline/contracts/stage-name.js';
import { applyPrices } from '../../../pipeline/cost/apply-prices.js';
import { defaultBasis } from '../../../pipeline/cost/cost-basis.js';
import { estimateJob } from '../../../pipeline/cost/estimate-job.js';
import { type EngineFor, expectStages } from '../../../pipeline/cost/expect-stages.js';
import { foreseeRest } from '../../../pipeline/cost/foresee-rest.js';
import { listPrices } from '../../../pipeline/cost/list-prices.js';
import { measuredRates } from '../../../pipeline/cost/measured-rates.js';

const engines: Readonly<Record<string, string>> = {
  'source-separator': 'centre-extraction',
  diarizer: 'voice-clusters',
  'speech-recognizer': 'pocketsphinx',
  translator: 'apertium',
  'speech-synthesizer': 'espeak',
};
const named = (id: string | undefined) => (id === undefined ? undefined : { id });
const embedded: EngineFor = ({ capability }) => named(engines[capability]);
const job = { sourceLanguage: 'en', hasTranscript: false, translated: [], lipSync: 'off' } as const;

function estimate(targets: readonly string[], durationS: number, engineFor: EngineFor = embedded) {
  return estimateJob({ stages: expectStages({ ...job, targets }, engineFor), targets, durationS }, defaultBasis);
}

describe('an estimate', () => {
  it('keeps its contract and adds up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.double({ min: 0.1, max: 86_400, noNaN: true }),
        (count, durationS) => {
          const made = estimate(['es', 'fr', 'de', 'it', 'pt'].slice(0, count), durationS);

          expect(Estimate.parse(made)).toEqual(made);
          const parts = made.shared.amount + made.targets.reduce((total, target) => total + target.amount, 0);
          expect(parts).toBeCloseTo(made.amount, 9);
          expect(made.stages.reduce((total, stage) => total + stage.computeS, 0)).toBeCloseTo(made.computeS, 6);
          expect(made.pathS).toBeLessThanOrEqual(made.computeS + 1e-9);
        },
      ),
    );
  });

  it('shares what comes before the languages part', () => {
    const [one, two] = [estimate(['es'], 60), estimate(['es', 'fr'], 60)];

    expect(two.shared).toEqual(one.shared);
    expect(two.amount - two.shared.amount).toBeCloseTo(2 * (one.amount - one.shared.amount), 9);
  });

  it('grows with the video, and costs less a minute the longer it is', () => {
    const [short, long] = [estimate(['es'], 60), estimate(['es'], 3600)];

    expect(long.amount).toBeGreaterThan(short.amount);
    expect(long.amountPerMinute).toBeLessThan(short.amountPerMinute);
  });

  it('counts what services ask for', () => {
    const managed: EngineFor = ({ capability }) =>
      named(capability === 'translator' ? 'azure-translator' : 'azure-speech');
    const made = estimate(['es'], 600, managed);

    // ten minutes at 0.0001 a second of sound, and 450 s of speech at 17 characters for translator and voice
    const metered = 600 * 0.0001 + 450 * 17 * (0.00001 + 0.000015);
    expect(made.amount).toBeGreaterThan(metered);
    expect(made.amount).toBeLessThan(metered + 0.05);
  });

  it('says when an engine or a stage was not measured', () => {
    const strange: EngineFor = () => ({ id: 'brand-new' });
    const stages = expectStages({ ...job, lipSync: 'auto', targets: ['es'] }, strange);

    const { assumptions } = estimateJob({ stages, targets: ['es'], durationS: 60 }, defaultBasis);

    expect(assumptions.join(' ')).toMatch(/transcribe with brand-new was not measured; pocketsphinx stands for it/);
  });

  it('takes somebody to be seen all the time, and says what that weighs', () => {
    const withFaces: EngineFor = ({ capability }) =>
      named(
        { 'face-tracker': 'human-models', 'mouth-renderer': 'own-mouth' }[capability as string] ?? engines[capability],
      );
    const make = (lipSync: 'auto' | 'off', durationS = 60) => {
      const stages = expectStages({ ...job, lipSync, targets: ['es'] }, withFaces);
      return estimateJob({ stages, targets: ['es'], durationS }, defaultBasis);
    };
    const tasksOf = (name: StageName, durationS: number) =>
      make('auto', durationS).stages.find(({ stage }) => stage === name)?.tasks;
    const [seen, off] = [make('auto'), make('off')];
    const told = /dearest case; with nobody in sight it is ([\d.]+) s and ([\d.]+) USD less/.exec(
      seen.assumptions.join(' '),
    );

    expect(Number(told?.[1])).toBeGreaterThan(20);
    expect(Number(told?.[1])).toBeLessThan(seen.computeS - off.computeS);
    expect(Number(told?.[2])).toBeGreaterThan(0.003);
    expect(seen.assumptions.join(' ')).not.toMatch(/not measured;|not counted/);
    expect(off.assumptions.join(' ')).not.toMatch(/dearest case/);
    const lengths = [60, 300, 7_200] as const;
    expect(lengths.map((seconds) => tasksOf('lip-sync', seconds))).toEqual([1, 3, 73]);
    expect(lengths.map((seconds) => tasksOf('track-faces', seconds))).toEqual([1, 2, 71]);
    expect(lengths.map((seconds) => tasksOf('synthesize', seconds))).toEqual([1, 1, 8]);
  });

  it('leaves out translation where one is brought, and faces where nobody can follow them', () => {
    const stages = expectStages({ ...job, lipSync: 'auto', translated: ['es'], targets: ['es', 'fr'] }, embedded);

    expect(stages.filter(({ stage }) => stage === 'translate')).toEqual([
      { stage: 'translate', language: 'fr', engine: 'apertium' },
    ]);
    expect(stages.map(({ stage }) => stage)).not.toContain('track-faces');
  });
});

describe('the rest of a job', () => {
  const begun = (stage: StageName, language?: string): StageStatus => ({
    ...{ stage, state: 'done', units: 1, hits: 0, progress: 1, computeMs: 0, startedAt: '2026-11-21T10:00:00Z' },
    ...(language !== undefined && { language }),
  });
  const rest = (lipSync: 'auto' | 'off', stages: readonly StageStatus[] = []) =>
    foreseeRest({ job: { ...job, lipSync, targets: ['es'] }, stages, durationS: 60 }, defaultBasis);

  it('foresees faces until it is known that there are none', () => {
    const heard = [begun('transcribe'), begun('diarize')];

    expect(rest('auto')).toBeGreaterThan(rest('off'));
    expect(rest('auto', [...heard, begun('translate', 'es')])).toBe(rest('off', [...heard, begun('translate', 'es')]));
    expect(rest('auto', [...heard, begun('match-faces'), begun('translate', 'es')])).toBeGreaterThan(
      rest('off', [...heard, begun('match-faces'), begun('translate', 'es')]),
    );
  });
});

describe('the price table', () => {
  it('keeps its contract and prices everything once', () => {
    expect(PriceTable.parse(listPrices)).toEqual(listPrices);
    expect(listPrices.prices.map(({ id }) => id).toSorted()).toEqual([...PriceId.options].toSorted());
  });

  it('takes prices of one’s own, and says so', () => {
    const own = applyPrices(listPrices, { 'container-vcpu-second': 1 });

    expect(own.version).toBe(`${listPrices.version}+own`);
    expect(own.prices.filter(({ basis }) => basis === 'own')).toMatchObject([
      { id: 'container-vcpu-second', price: 1 },
    ]);
    expect(applyPrices(listPrices, {})).toBe(listPrices);
  });
});

describe('the measured rates', () => {
  it('name one engine of one stage once, and real stages', () => {
    const names = measuredRates.map(({ stage, engine }) => `${stage} ${engine ?? ''}`);
    expect(new Set(names).size).toBe(names.length);
    expect(measuredRates.every(({ stage }) => StageName.options.includes(stage))).toBe(true);
  });
});
