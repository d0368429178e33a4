import { describe, expect, it } from 'vitest';
import type { UnitSpec } from '../../../pipeline/contracts/unit.js';
import { canonicalJson } from '../../../pipeline/memo/canonical-json.js';
import { keyUnit } from '../../../pipeline/memo/key-unit.js';

const source = { sha256: 'a'.repeat(64), sizeBytes: 10, mediaType: 'video/mp4' };
const engine = {
  capability: 'translator',
  id: 'apertium',
  version: '3.8.3',
  fingerprint: 'f1',
  licence: 'GPL-2.0',
  reason: 'best of 1 installed that can',
} as const;
const spec: UnitSpec = { stage: 'translate', params: { language: 'es', depth: 2 }, inputs: { source }, engine };
const keyOf = async (changed: Partial<UnitSpec>) => (await keyUnit({ ...spec, ...changed })).unitKey;

describe('keyUnit', () => {
  it('gives equal units equal keys, whatever the order of members', async () => {
    expect(await keyOf({ params: { depth: 2, language: 'es' } })).toBe(await keyOf({}));
  });

  it.each<[string, Partial<UnitSpec>]>([
    ['a parameter', { params: { language: 'fr', depth: 2 } }],
    ['the bytes of an input', { inputs: { source: { ...source, sha256: 'b'.repeat(64) } } }],
    ['the name of an input', { inputs: { other: source } }],
    ['the stage', { stage: 'verify' }],
    ['the engine', { engine: { ...engine, id: 'nllb' } }],
    ['the engine version', { engine: { ...engine, version: '4' } }],
    ['the model of the engine', { engine: { ...engine, fingerprint: 'f2' } }],
  ])('changes with %s', async (_, changed) => {
    expect(await keyOf(changed)).not.toBe(await keyOf({}));
  });

  it('does not change with what cannot change the result', async () => {
    expect(await keyOf({ engine: { ...engine, reason: 'asked for by the request' } })).toBe(await keyOf({}));
    expect(await keyOf({ inputs: { source: { ...source, mediaType: 'video/webm' } } })).toBe(await keyOf({}));
  });

  it('writes canonical JSON', () => {
    expect(canonicalJson({ b: [1, { d: null, c: undefined }], a: 'ü' })).toBe('{"a":"ü","b":[1,{"d":null}]}');
  });
});
