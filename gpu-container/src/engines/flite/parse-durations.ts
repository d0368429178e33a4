import { CMU_PAUSE, CMU_PHONES } from './cmu-phones.js';

/** A phone as flite names it, with its place in ms; pauses are left out. */
export interface TimedPhone {
  readonly phone: string;
  readonly ipa: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Reads what `flite -psdur` prints: `phone:end` in seconds, each phone beginning where the last one ended. */
export function parseDurations(text: string): readonly TimedPhone[] {
  const phones: TimedPhone[] = [];
  let startMs = 0;
  for (const [, phone = '', end = ''] of text.matchAll(/([a-z]+):(\d+\.\d+)/g)) {
    const endMs = Number(end) * 1000;
    if (phone !== CMU_PAUSE) phones.push({ phone, ipa: CMU_PHONES.get(phone) ?? phone, startMs, endMs });
    startMs = endMs;
  }
  return phones;
}
