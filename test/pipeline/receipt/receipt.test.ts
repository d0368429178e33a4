import { describe, expect, it } from 'vitest';
import { Receipt } from '../../../pipeline/contracts/receipt.js';
import { sampleReceipt } from './sample-receipt.js';

describe('Receipt', () => {
  it('survives being written and read', () => {
    expect(Receipt.parse(JSON.parse(JSON.stringify(sampleReceipt())))).toEqual(sampleReceipt());
  });

  it('takes a job that only made subtitles, and one that failed before anything was measured', () => {
    const { timing: _timing, warnings: _warnings, ...receipt } = sampleReceipt();
    const subtitlesOnly = {
      language: 'ca',
      segments: [{ id: 's1', originalText: 'Hello.', translatedText: 'Hola.', originalStartMs: 0, originalEndMs: 638 }],
      files: [],
    };

    expect(Receipt.safeParse({ ...receipt, languages: [subtitlesOnly] }).success).toBe(true);
  });

  it.each([
    ['a field it does not know', { note: 'x' }],
    ['another schema version', { schemaVersion: 2 }],
    ['a digest that is none', { source: { name: 'a', sha256: 'abc', durationMs: 1 } }],
    ['a stage that is none', { units: [{ stage: 'guess', unitKey: 'a'.repeat(64), inputs: {}, outputs: {} }] }],
  ])('refuses %s', (_name, change) => {
    expect(Receipt.safeParse({ ...sampleReceipt(), ...change }).success).toBe(false);
  });
});
