/** An ASS colour (`&HAABBGGRR&`, or the decimal of SSA) as `#rrggbb`, with alpha where it is not opaque. */
export function parseAssColor(text: string): string | undefined {
  const hex = /^&?H?([0-9a-f]{1,8})&?$/i.exec(text.trim())?.[1];
  const isDecimal = /^-?\d+$/.test(text.trim()) && !/h/i.test(text);
  const value = isDecimal ? Number(text.trim()) >>> 0 : hex === undefined ? Number.NaN : Number.parseInt(hex, 16);
  if (Number.isNaN(value)) return undefined;
  const byte = (shift: number): string => ((value >>> shift) & 255).toString(16).padStart(2, '0');
  const opacity = 255 - ((value >>> 24) & 255);
  const alpha = opacity === 255 ? '' : opacity.toString(16).padStart(2, '0');
  return `#${byte(0)}${byte(8)}${byte(16)}${alpha}`;
}

/** `#rrggbb` as the `&HBBGGRR&` of an override tag; alpha goes into a tag of its own. */
export function writeAssColor(color: string): { readonly color: string; readonly alpha: string | undefined } {
  const part = (from: number): string => color.slice(from, from + 2).toUpperCase();
  const alpha = color.length > 7 ? 255 - Number.parseInt(color.slice(7, 9), 16) : undefined;
  return {
    color: `&H${part(5)}${part(3)}${part(1)}&`,
    alpha: alpha === undefined ? undefined : `&H${alpha.toString(16).padStart(2, '0').toUpperCase()}&`,
  };
}
