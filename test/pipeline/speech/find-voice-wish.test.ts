import { describe, expect, it } from 'vitest';
import { findVoiceWish } from '../../../pipeline/speech/find-voice-wish.js';

describe('what is wanted of a voice', () => {
  it('is said of an id before a name, and of a name before everybody', () => {
    const wishes = { spk_1: 'id', ADA: 'name', '*': 'all' };
    expect(findVoiceWish(wishes, { id: 'spk_1', label: 'ADA' })).toBe('id');
    expect(findVoiceWish(wishes, { id: 'spk_2', label: 'ADA' })).toBe('name');
    expect(findVoiceWish(wishes, { id: 'spk_2' })).toBe('all');
  });

  it('is not passed on to somebody whose name is another one’s number', () => {
    expect(findVoiceWish({ spk_1: true }, { id: 'spk_2', label: 'spk_1' })).toBeUndefined();
  });

  it('is not found in what every object has', () => {
    expect(findVoiceWish({}, { id: 'constructor', label: 'toString' })).toBeUndefined();
  });
});
