import { createNoise, synthesizeMusic } from '../sound/synthesize-music.js';

const RATE = 16_000;
const BABBLING = 6;

export interface MakeNoisesParams {
  readonly length: number;
  /** Speech that is laid over itself to make babble. */
  readonly voices: readonly Float32Array[];
}

/** Four kinds of noise at 16 kHz, deterministic, any level. */
export function makeNoises({ length, voices }: MakeNoisesParams): Readonly<Record<string, Float32Array>> {
  return {
    white: Float32Array.from({ length }, createNoise(11)),
    fan: fan(length),
    music: synthesizeMusic({ sampleRateHz: RATE, seconds: length / RATE, width: 0 }).left.subarray(0, length),
    babble: babble(length, voices),
  };
}

/** Low rumble, the hum of a motor and its harmonics, and a hiss. */
function fan(length: number): Float32Array {
  const noise = createNoise(23);
  let low = 0;
  return Float32Array.from({ length }, (_, i) => {
    const white = noise();
    low = 0.97 * low + 0.03 * white;
    const swing = 1 + 0.2 * Math.sin((2 * Math.PI * 0.7 * i) / RATE);
    const hum = [100, 200, 300].reduce((sum, hz) => sum + (3 / hz) * Math.sin((2 * Math.PI * hz * i) / RATE), 0);
    return (low + hum + 0.03 * white) * swing;
  });
}

function babble(length: number, voices: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(length);
  for (let talker = 0; talker < BABBLING; talker++) {
    let at = -talker * 7919;
    for (let turn = talker; at < length; turn++) {
      const voice = voices[(turn * 5 + talker) % Math.max(1, voices.length)];
      if (voice === undefined || voice.length === 0) return sum;
      for (let i = Math.max(0, -at); i < voice.length && at + i < length; i++)
        sum[at + i] = (sum[at + i] ?? 0) + (voice[i] ?? 0);
      at += voice.length;
    }
  }
  return sum;
}
