/** The text colours WebVTT names as classes. */
export const vttColors: Readonly<Record<string, string>> = {
  white: '#ffffff',
  lime: '#00ff00',
  cyan: '#00ffff',
  red: '#ff0000',
  yellow: '#ffff00',
  magenta: '#ff00ff',
  blue: '#0000ff',
  black: '#000000',
};

const ownPrefix = 'color-';

/** The class that gives a colour: one of the eight, or one of ours that a STYLE block defines. */
export const classOfColor = (color: string): string => {
  const known = Object.entries(vttColors).find(([, value]) => value === color);
  return known?.[0] ?? `${ownPrefix}${color.slice(1)}`;
};

/** The colour a class stands for, if it is one of the eight or one of ours. */
export const colorOfClass = (name: string): string | undefined => {
  const own = new RegExp(`^${ownPrefix}([0-9a-f]{6}(?:[0-9a-f]{2})?)$`).exec(name)?.[1];
  return own === undefined ? vttColors[name] : `#${own}`;
};
