import { describe, expect, it } from 'vitest';
import { placementOf } from '../../../pipeline/stages/placement-of.js';

describe('where a unit runs', () => {
  it('is where its stage says, unless its engine has a place of its own', () => {
    expect(placementOf('transcribe')).toBe('cpu');
    expect(placementOf('transcribe', {})).toBe('cpu');
    expect(placementOf('transcribe', { placement: 'gpu' })).toBe('gpu');
  });

  it('stays in the app for stages of the app', () => {
    expect(placementOf('fit', { placement: 'gpu' })).toBe('inline');
  });
});
