import { describe, expect, it } from 'vitest';
import { collapseLoops } from '../../../pipeline/text/collapse-loops.js';

const collapse = (text: string): string =>
  collapseLoops(text.split(' ').map((word, at) => ({ text: word, startMs: at * 100, endMs: at * 100 + 90 })))
    .map((word) => word.text)
    .join(' ');

describe('collapseLoops', () => {
  it('cuts what a recognizer repeats without end down to one', () => {
    expect(collapse('so thank you thank you thank you thank you bye')).toBe('so thank you bye');
    expect(collapse('the the the the the end')).toBe('the end');
    expect(collapse('you can see it here you can see it here you can see it here')).toBe('you can see it here');
  });

  it('keeps what people do repeat', () => {
    const said = 'no no no I said knock knock and bye bye';

    expect(collapse(said)).toBe(said);
    expect(collapse('ask what you can do what you can do today')).toBe('ask what you can do what you can do today');
  });
});
