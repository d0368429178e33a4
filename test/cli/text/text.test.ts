import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../cli/text/display-width.js';
import { fitWidth } from '../../../cli/text/fit-width.js';
import { formatBytes } from '../../../cli/text/format-bytes.js';
import { formatDuration } from '../../../cli/text/format-duration.js';
import { languageName } from '../../../cli/text/language-name.js';
import { renderTable } from '../../../cli/text/render-table.js';

describe('text for people', () => {
  it.each([
    [0, '0.0 s'],
    [420, '0.4 s'],
    [9_949, '9.9 s'],
    [9_960, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min 00 s'],
    [125_000, '2 min 05 s'],
    [7_380_000, '2 h 03 min'],
  ])('says %i ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [999_960, '1.0 MB'],
    [12_345_678, '12.3 MB'],
    [5_000_000_000_000_000, '5000.0 TB'],
  ])('says %i bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('names languages, and leaves a tag it does not know as it is', () => {
    expect([languageName('es'), languageName('pt-BR'), languageName('not a tag')]).toEqual([
      'Spanish',
      'Brazilian Portuguese',
      'not a tag',
    ]);
  });

  it('knows how wide letters are', () => {
    expect(['abc', '講演', 'e\u0301', '\u001b[32mx\u001b[39m', '🎬'].map(displayWidth)).toEqual([3, 4, 1, 1, 2]);
  });

  it('fits any text into any width and keeps what fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 0, max: 50 }), (text, width) => {
        const fitted = fitWidth(text, width);
        return displayWidth(fitted) <= width && (displayWidth(text) > width || fitted === text);
      }),
    );
  });

  it('leaves columns out that are empty everywhere', () => {
    const columns = [{ title: 'a' }, { title: 'b' }, { title: 'c', align: 'end' as const }];

    expect(
      renderTable(columns, [
        ['x', '', '1'],
        ['講', '', '22'],
      ]),
    ).toEqual(['a    c', 'x    1', '講  22']);
  });
});
