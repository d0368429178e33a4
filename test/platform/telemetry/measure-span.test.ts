import { describe, expect, it } from 'vitest';
import { spanAttributes as at } from '../../../pipeline/contracts/span-attributes.js';
import { measureSpan } from '../../../platform/telemetry/measure-span.js';
import { spanOf } from './span-fixture.js';

const readings = (...params: Parameters<typeof spanOf>) =>
  measureSpan(spanOf(...params)).map(({ name, value, attributes }) => ({ name, value, attributes }));

describe('the metrics of a span', () => {
  it('a job counts by its outcome', () => {
    const attributes = { [at.outcome]: 'failed', [at.workflow]: 'localize' };
    const labels = { outcome: 'failed', workflow: 'localize' };
    expect(readings({ name: 'job localize', attributes })).toEqual([
      { name: 'polydub.jobs', value: 1, attributes: labels },
      { name: 'polydub.job.duration', value: 1, attributes: labels },
    ]);
  });

  it('a stage tells what it cost and how many of its units were hits', () => {
    const attributes = { [at.stage]: 'mix', [at.outcome]: 'done', [at.units]: 4, [at.hits]: 4, [at.costUsd]: 0.25 };
    expect(readings({ name: 'stage mix', attributes })).toEqual([
      { name: 'polydub.stage.duration', value: 1, attributes: { stage: 'mix', outcome: 'done' } },
      { name: 'polydub.cost', value: 0.25, attributes: { stage: 'mix' } },
      { name: 'polydub.units', value: 4, attributes: { stage: 'mix', memo: 'hit' } },
    ]);
  });

  it('a target tells how good it is', () => {
    const attributes = { [at.language]: 'es', [at.outcome]: 'completed', [at.confidence]: 0.93, [at.findings]: 2 };
    expect(readings({ name: 'target es', attributes }).map(({ name, value }) => [name, value])).toEqual([
      ['polydub.targets', 1],
      ['polydub.quality.confidence', 0.93],
      ['polydub.quality.findings', 2],
    ]);
  });

  it('a unit tells what its engine worked; a hit tells nothing', () => {
    const worked = { [at.stage]: 'translate', [at.engine]: 'apertium', [at.computeMs]: 250 };
    expect(readings({ attributes: worked })).toEqual([
      { name: 'polydub.engine.duration', value: 0.25, attributes: { stage: 'translate', engine: 'apertium' } },
    ]);
    expect(readings({ attributes: { [at.memo]: 'hit' } })).toEqual([]);
  });

  it('an execution tells the wait, the start, and on the GPU queue the seconds of the GPU', () => {
    const attributes = {
      [at.stage]: 'lip-sync',
      [at.queue]: 'tasks-gpu',
      [at.delivery]: 1,
      [at.queueWaitMs]: 1500,
      [at.workerStartMs]: 700,
      [at.isCold]: true,
    };
    const name = 'execute lip-sync';
    expect(readings({ name, attributes }).map((each) => [each.name, each.value])).toEqual([
      ['polydub.execution.duration', 1],
      ['polydub.gpu.duration', 1],
      ['polydub.queue.wait', 1.5],
      ['polydub.worker.start', 0.7],
    ]);
    const again = readings({ name, attributes: { ...attributes, [at.delivery]: 2 } }).map((each) => each.name);
    expect(again).not.toContain('polydub.queue.wait');
  });

  it('what goes on is not measured yet', () => {
    const { endMs: _, ...open } = spanOf({ name: 'job localize' });
    expect(measureSpan(open)).toEqual([]);
  });
});
