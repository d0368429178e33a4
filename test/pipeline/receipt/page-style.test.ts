import { describe, expect, it } from 'vitest';
import { pageStyle } from '../../../pipeline/receipt/page-style.js';

/** WCAG 2.1 asks 4.5:1 of text. */
const LEAST_CONTRAST = 4.5;
const PAIRS = [
  ['ink', 'bg'],
  ['ink', 'card'],
  ['muted', 'bg'],
  ['muted', 'card'],
  ['accent', 'card'],
  ['ink', 'fair-soft'],
  ['ink', 'bad-soft'],
  ['ink', 'good-soft'],
  ['ink', 'orig-soft'],
  ['good', 'card'],
  ['fair', 'card'],
  ['bad', 'card'],
  ['good', 'good-soft'],
  ['fair', 'fair-soft'],
  ['bad', 'bad-soft'],
  ['none', 'none-soft'],
] as const;

function colours(block: string): ReadonlyMap<string, string> {
  return new Map(
    [...block.matchAll(/--([a-z-]+):(#[0-9a-f]{3,6})/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

function luminance(colour: string): number {
  const digits = colour.length === 4 ? colour.slice(1).replace(/./g, '$&$&') : colour.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const value = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const [, light = '', dark = ''] = pageStyle.split(':root{');

describe.each([
  ['light', colours(light)],
  ['dark', colours(dark)],
])('the %s colours', (_name, palette) => {
  it.each(PAIRS)('let %s be read on %s', (text, ground) => {
    const [a, b] = [luminance(palette.get(text) ?? ''), luminance(palette.get(ground) ?? '')];
    expect((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  });
});
