import { describe, expect, it } from 'vitest';
import type { EngineChoice } from '../../../pipeline/contracts/engine-choice.js';
import { enginesOfMemo } from '../../../pipeline/jobs/engines-of-memo.js';

const facts = { version: '1', fingerprint: 'f'.repeat(64), licence: 'MIT' };
const own: EngineChoice = { capability: 'mouth-renderer', id: 'dh-live', ...facts, reason: 'asked for by the request' };

describe('the engines of a memo', () => {
  it('are its own and the ones its parameters name', () => {
    expect(enginesOfMemo({ engine: own, params: { enlarger: { id: 'realesrgan-x2', ...facts } } })).toEqual([
      own,
      { capability: 'picture-enlarger', id: 'realesrgan-x2', ...facts, reason: 'asked for by the request' },
    ]);
    expect(enginesOfMemo({ params: { activeSpeaker: { id: 'light-asd', ...facts } } })).toMatchObject([
      { capability: 'active-speaker', id: 'light-asd' },
    ]);
  });

  it('are none where none worked, and no other parameter is taken for one', () => {
    expect(enginesOfMemo({ params: {} })).toEqual([]);
    expect(enginesOfMemo({ engine: own, params: { enlarger: 'large', speakers: 2 } })).toEqual([own]);
  });
});
