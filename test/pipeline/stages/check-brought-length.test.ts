import { describe, expect, it } from 'vitest';
import { checkBroughtLength } from '../../../pipeline/stages/check-brought-length.js';

const transcript = (characters: number) => ({
  language: 'en',
  segments: [{ id: 'seg_0001', startMs: 0, endMs: 0, text: 'x'.repeat(characters), words: [] }],
});

describe('checkBroughtLength', () => {
  it('takes what can be said in the time, also hurried and with notes', () => {
    expect(() => checkBroughtLength(transcript(0), 0)).not.toThrow();
    expect(() => checkBroughtLength(transcript(60 * 40), 60_000)).not.toThrow();
    expect(() => checkBroughtLength(transcript(1_500), 3_000)).not.toThrow();
  });

  it('refuses a book brought for ten seconds of sound, naming both lengths', () => {
    expect(() => checkBroughtLength(transcript(400_000), 10_400)).toThrow(
      expect.objectContaining({
        code: 'transcript-invalid',
        message: 'The transcript has 400000 characters; nobody says that in 10 s of sound.',
      }),
    );
  });
});
