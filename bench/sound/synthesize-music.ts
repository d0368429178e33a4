export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

export interface MusicParams {
  readonly sampleRateHz: number;
  readonly seconds: number;
  /** 0 = every instrument in the middle, 1 = spread over the whole image. */
  readonly width: number;
  readonly seed?: number;
}

/** Deterministic noise in −1…1. */
export function createNoise(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2_147_483_648 - 1;
  };
}

const CHORDS = [
  [57, 60, 64, 67],
  [53, 57, 60, 64],
  [48, 55, 60, 64],
  [55, 59, 62, 67],
] as const;

/**
 * A small band for tests: plucked chords spread over the image, a bass and a kick in the middle, brushed noise to one
 * side and the sound of a room that differs between left and right. Peaks stay under 0.5.
 */
export function synthesizeMusic({ sampleRateHz, seconds, width, seed = 7 }: MusicParams): Stereo {
  const length = Math.round(seconds * sampleRateHz);
  const out = { left: new Float32Array(length), right: new Float32Array(length) };
  const noise = createNoise(seed);
  const beat = 0.5;
  for (let n = 0; n * beat < seconds; n++) {
    const chord = CHORDS[Math.floor(n / 4) % CHORDS.length] ?? CHORDS[0];
    const at = n * beat;
    const note = chord[(n * 3) % chord.length] ?? 60;
    pluck({ out, sampleRateHz, at, midi: note + 12, pan: width * (n % 2 === 0 ? 0.85 : -0.8), level: 0.1 });
    pluck({ out, sampleRateHz, at: at + 0.25, midi: note, pan: width * (n % 3 === 0 ? -0.6 : 0.7), level: 0.1 });
    if (n % 4 === 0) pluck({ out, sampleRateHz, at, midi: (chord[0] ?? 48) - 24, pan: 0, level: 0.12, decay: 1.2 });
    brush({ out, sampleRateHz, at: at + 0.25, pan: 0.6 * width, noise });
  }
  room({ out, sampleRateHz, width, noise });
  return out;
}

interface PluckParams {
  readonly out: Stereo;
  readonly sampleRateHz: number;
  readonly at: number;
  readonly midi: number;
  readonly pan: number;
  readonly level: number;
  readonly decay?: number;
}

function pluck({ out, sampleRateHz, at, midi, pan, level, decay = 0.5 }: PluckParams): void {
  const hz = 440 * 2 ** ((midi - 69) / 12);
  const start = Math.round(at * sampleRateHz);
  const left = Math.cos(((pan + 1) * Math.PI) / 4);
  const right = Math.sin(((pan + 1) * Math.PI) / 4);
  for (let i = 0; i < sampleRateHz * decay * 3 && start + i < out.left.length; i++) {
    const t = i / sampleRateHz;
    let tone = 0;
    for (let h = 1; h <= 6 && h * hz < sampleRateHz / 2; h++) {
      tone += (Math.sin(2 * Math.PI * h * hz * t) / h) * Math.exp((-t * h) / decay);
    }
    tone *= level * Math.min(1, t / 0.004);
    out.left[start + i] = (out.left[start + i] ?? 0) + left * tone;
    out.right[start + i] = (out.right[start + i] ?? 0) + right * tone;
  }
}

interface BrushParams {
  readonly out: Stereo;
  readonly sampleRateHz: number;
  readonly at: number;
  readonly pan: number;
  readonly noise: () => number;
}

function brush({ out, sampleRateHz, at, pan, noise }: BrushParams): void {
  const start = Math.round(at * sampleRateHz);
  let last = 0;
  for (let i = 0; i < sampleRateHz * 0.12 && start + i < out.left.length; i++) {
    const white = noise();
    const bright = (white - last) * 0.05 * Math.exp((-30 * i) / sampleRateHz);
    last = white;
    out.left[start + i] = (out.left[start + i] ?? 0) + bright * Math.cos(((pan + 1) * Math.PI) / 4);
    out.right[start + i] = (out.right[start + i] ?? 0) + bright * Math.sin(((pan + 1) * Math.PI) / 4);
  }
}

/** Four echoes per side, at different times left and right, and a little hiss. */
function room({ out, sampleRateHz, width, noise }: RoomParams): void {
  const echoes = [31, 47, 71, 103];
  for (const [side, shift] of [
    ['left', 0],
    ['right', width * 9],
  ] as const) {
    const channel = out[side];
    for (let i = channel.length - 1; i >= 0; i--) {
      let echo = 0;
      for (const ms of echoes) {
        const from = i - Math.round(((ms + shift) * sampleRateHz) / 1000);
        if (from >= 0) echo += 0.18 * (channel[from] ?? 0);
      }
      channel[i] = (channel[i] ?? 0) + echo;
    }
  }
  for (let i = 0; i < out.left.length; i++) {
    const shared = noise() * (1 - width);
    out.left[i] = (out.left[i] ?? 0) + 0.001 * (shared + width * noise());
    out.right[i] = (out.right[i] ?? 0) + 0.001 * (shared + width * noise());
  }
}

interface RoomParams {
  readonly out: Stereo;
  readonly sampleRateHz: number;
  readonly width: number;
  readonly noise: () => number;
}
