import { describe, expect, it } from 'vitest';
import { defaultBasis } from '../../../pipeline/cost/cost-basis.js';
import { measuredRates } from '../../../pipeline/cost/measured-rates.js';
import { taskBudget } from '../../../pipeline/cost/task-budget.js';
import { unitSeconds } from '../../../pipeline/cost/unit-seconds.js';
import { stageCatalogue } from '../../../pipeline/stages/stage-catalogue.js';

const cut = [
  { stage: 'synthesize', engine: 'espeak' },
  { stage: 'track-faces', engine: 'human-models' },
  { stage: 'lip-sync', engine: 'own-mouth' },
] as const;

describe('taskBudget', () => {
  it.each(cut)(
    'spends a tenth of an execution of $stage on starting and loading at the least, by the measured rates',
    (of) => {
      const rate = measuredRates.find(({ stage, engine }) => stage === of.stage && engine === of.engine);
      if (rate === undefined) throw new Error(`${of.stage} was not measured.`);
      const { leastS, mostS } = taskBudget(of, defaultBasis);
      const startS = defaultBasis.workerStartS + rate.fixedS;
      const workS = leastS * (rate.perVideoS + rate.perSpeechS + (rate.perSeenS ?? 0));
      expect(startS / (startS + workS)).toBeCloseTo(0.1, 6);
      expect(mostS).toBeCloseTo(2 * leastS, 6);
    },
  );

  it('makes tasks longer where a worker starts slowly, up to five minutes of work, and shorter where it starts at once', () => {
    const of = cut[2];
    const usual = taskBudget(of, defaultBasis);
    expect(taskBudget(of, { ...defaultBasis, taskStartS: 0.5 }).leastS).toBeLessThan(usual.leastS / 3);
    const slow = taskBudget(of, { ...defaultBasis, workerStartS: 300 });
    expect([slow.leastS * 0.6, slow.mostS * 0.6]).toEqual([expect.closeTo(300), expect.closeTo(300)]);
  });

  it('stays far below the time limit of the stage', () => {
    for (const of of cut) {
      const { mostS } = taskBudget(of, { ...defaultBasis, workerStartS: 1e6, computeFactor: 0.01 });
      expect(mostS * 0.01 * 0.035).toBeLessThan(stageCatalogue[of.stage].timeLimitMs / 1000);
    }
  });

  it('takes an engine nobody measured to need as long as its sound lasts', () => {
    expect(taskBudget({ stage: 'synthesize', engine: 'new' }, defaultBasis)).toEqual({
      leastS: expect.closeTo(90),
      mostS: expect.closeTo(180),
    });
  });

  it('gives a GPU, which works faster and starts later, more to do at a time', () => {
    const gpu = taskBudget({ stage: 'synthesize', engine: 'new', placement: 'gpu' }, defaultBasis);
    expect(gpu).toEqual({ leastS: expect.closeTo(1_800), mostS: expect.closeTo(3_000) });
  });
});

describe('unitSeconds', () => {
  it('counts letters to speak, three for a character of Chinese, Japanese or Korean', () => {
    expect(unitSeconds({ params: { text: 'a'.repeat(170), language: 'es' } })).toBe(10);
    expect(unitSeconds({ params: { text: '你好世界', language: 'zh' } })).toBeCloseTo(12 / 17);
  });

  it('counts pictures and sound, and nothing where a unit is its stage as a whole', () => {
    expect(unitSeconds({ params: { firstFrame: 250, endFrame: 1_000 } })).toBe(30);
    const spans = [
      { startMs: 0, endMs: 1_500 },
      { startMs: 4_000, endMs: 5_000 },
    ];
    expect(unitSeconds({ params: { speaker: 'spk_1', spans } })).toBe(2.5);
    expect(unitSeconds({ params: {} })).toBeUndefined();
  });
});
