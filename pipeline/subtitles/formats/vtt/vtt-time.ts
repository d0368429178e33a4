/** A time as the WebVTT specification allows it: hours free, two digits each, exactly three after the point. */
const exact = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/;
/** What people write instead and anybody can read. */
const loose = /^(?:(\d{1,9}):)?(\d{1,4}):(\d{1,2})(?:[.,](\d{1,9}))?$/;

/** A parsed time and whether it was written as the specification demands. */
export interface VttTime {
  readonly ms: number;
  readonly isExact: boolean;
}

/** Reads a WebVTT time; undefined when it is none. */
export function parseVttTime(text: string): VttTime | undefined {
  const strict = exact.exec(text);
  const match = strict ?? loose.exec(text);
  if (match === null) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match;
  // `120:00.000` without hours is a hundred and twenty minutes; with hours, minutes stop at 59.
  const isOverflow = match[1] !== undefined && Number(minutes) > 59;
  if (isOverflow || Number(seconds) > 59 || hours.length > 9) return undefined;
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000;
  return { ms: ms + Math.round(Number(`0.${fraction}`) * 1000), isExact: strict !== null };
}

/** A time as WebVTT writes it, `HH:MM:SS.mmm`. */
export function vttTime(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const part = (value: number, length = 2): string => String(value).padStart(length, '0');
  const seconds = Math.floor(whole / 1000);
  const clock = `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}`;
  return `${clock}.${part(whole % 1000, 3)}`;
}
