import { expect, it } from 'vitest';
import { createEngineRegistry } from '../../../gpu-container/src/engines/engine-registry.js';
import { createEngineKeeper } from '../../../gpu-container/src/execution/create-engine-keeper.js';

function keep() {
  const disposed: number[] = [];
  let made = 0;
  const keeper = createEngineKeeper(() => {
    made += 1;
    const number = made;
    return { ...createEngineRegistry(), dispose: async () => void disposed.push(number) };
  });
  return { keeper, disposed, made: () => made };
}

it('keeps the engines while tasks are of one stage', async () => {
  const { keeper, disposed, made } = keep();
  const first = await keeper.enginesFor('synthesize');

  expect(await keeper.enginesFor('synthesize')).toBe(first);
  expect(await first.speechSynthesizer('espeak')).toBe(await first.speechSynthesizer('espeak'));
  expect([made(), disposed]).toEqual([1, []]);
});

it('frees those of a stage before the next one loads its own', async () => {
  const { keeper, disposed } = keep();
  const first = await keeper.enginesFor('transcribe');

  expect(await keeper.enginesFor('translate')).not.toBe(first);
  expect(disposed).toEqual([1]);
  await keeper.dispose();
  await keeper.dispose();
  expect(disposed).toEqual([1, 2]);
});
