import type { XmlElement } from './xml-tree.js';

/** How a document counts: rates of the root element. */
export interface TtmlClock {
  readonly frameRate: number;
  readonly effectiveFrameRate: number;
  readonly subFrameRate: number;
  readonly tickRate: number;
  readonly isSmpte: boolean;
  readonly isDropFrame: boolean;
}

const positive = (text: string | undefined): number | undefined => {
  const value = Number(text);
  return text !== undefined && Number.isFinite(value) && value > 0 ? value : undefined;
};

/** Reads the rates off the root element; 30 frames a second where none is given, as TTML has it. */
export function ttmlClock(root: XmlElement): TtmlClock {
  const attribute = (name: string): string | undefined => root.attributes.get(`ttp:${name}`);
  const given = positive(attribute('frameRate'));
  const frameRate = given ?? 30;
  const [numerator, denominator] = (attribute('frameRateMultiplier') ?? '1 1')
    .trim()
    .split(/[\s:]+/)
    .map(Number);
  const multiplier = positive(String((numerator ?? 1) / (denominator ?? 1))) ?? 1;
  const subFrameRate = positive(attribute('subFrameRate')) ?? 1;
  return {
    frameRate,
    effectiveFrameRate: frameRate * multiplier,
    subFrameRate,
    tickRate: positive(attribute('tickRate')) ?? (given === undefined ? 1 : frameRate * multiplier * subFrameRate),
    isSmpte: attribute('timeBase') === 'smpte',
    isDropFrame: /^drop/.test(attribute('dropMode') ?? ''),
  };
}

const smpteFrames = (minutes: number, nominal: number, clock: TtmlClock): number => {
  if (!clock.isDropFrame) return nominal;
  const dropped = Math.round(clock.frameRate / 15);
  return nominal - dropped * (minutes - Math.floor(minutes / 10));
};

const unitMs = (unit: string, clock: TtmlClock): number => {
  switch (unit) {
    case 'h':
      return 3_600_000;
    case 'm':
      return 60_000;
    case 's':
      return 1000;
    case 'ms':
      return 1;
    case 'f':
      return 1000 / clock.effectiveFrameRate;
    default:
      return 1000 / clock.tickRate;
  }
};

/** A TTML time expression (clock time, frames, offset) in ms; undefined when it is none. */
export function parseTtmlTime(text: string, clock: TtmlClock): number | undefined {
  const offset = /^(\d{1,12}(?:\.\d{1,12})?)(h|m|s|ms|f|t)$/.exec(text.trim());
  if (offset !== null) return Number(offset[1]) * unitMs(offset[2] ?? 's', clock);
  const time = /^(\d{1,6}):(\d{2}):(\d{2})(?:\.(\d{1,12})|[:;](\d{2,6})(?:\.(\d{1,6}))?)?$/.exec(text.trim());
  if (time === null) return undefined;
  const [, hours, minutes, seconds, fraction, frames, subFrames] = time;
  const wholeMinutes = Number(hours) * 60 + Number(minutes);
  const wholeSeconds = wholeMinutes * 60 + Number(seconds);
  if (frames === undefined) return (wholeSeconds + Number(`0.${fraction ?? '0'}`)) * 1000;
  const parts = Number(frames) + Number(subFrames ?? 0) / clock.subFrameRate;
  if (!clock.isSmpte) return (wholeSeconds + parts / clock.effectiveFrameRate) * 1000;
  const count = smpteFrames(wholeMinutes, wholeSeconds * clock.frameRate + parts, clock);
  return (count / clock.effectiveFrameRate) * 1000;
}
