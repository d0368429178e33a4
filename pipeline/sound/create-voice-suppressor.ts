import { createSpanRamp } from './create-span-ramp.js';
import {
  createSpectralFilter,
  type FilteredBlock,
  type StereoBlock,
  type StereoSpectrum,
} from './create-spectral-filter.js';
import { gainFromDb } from './decibels.js';
import type { TimeSpan } from './time-span.js';

/** Takes a voice out of a mono programme; pushed and flushed blocks add up to the length of the input. */
export interface VoiceSuppressor {
  /** Shows sound without voice from near the start, before the first `push`. */
  learn(block: StereoBlock): void;
  /** `wet` is the sound without the voice. */
  push(block: StereoBlock): FilteredBlock;
  flush(): FilteredBlock;
}

export interface VoiceSuppressorParams {
  readonly sampleRateHz: number;
  /** When someone speaks; ordered, not touching. Outside them nothing is changed. */
  readonly spans: readonly TimeSpan[];
}

/** What is left of the voice lies at least this far under it, in dB. */
export const VOICE_RESIDUE_DB = -20;
const FRAME_SAMPLES = 4096;
/** How long the suppressor takes to close and to open, in ms. */
const RAMP_MS = 60;
/** How slowly the background estimate and the voice level follow, as the share of the old value kept per frame. */
const BACKGROUND_MEMORY = 0.97;
const VOICE_MEMORY = 0.99;
/** Frames this far under the mean power of the voice are pauses. */
const PAUSE_SHARE = 0.05;
/** How fast the plain gain opens again after a loud syllable, per frame. */
const RELEASE = 0.85;

/**
 * Builds a suppressor that lowers every frequency to the level the background had while nobody spoke: room tone, hum
 * and steady music go on at their own level, the voice sinks into them. Where that leaves more voice than
 * `VOICE_RESIDUE_DB` (a loud background hides a voice only in part), or no background was ever heard, the whole
 * programme is lowered until it does not.
 */
export function createVoiceSuppressor({ sampleRateHz, spans }: VoiceSuppressorParams): VoiceSuppressor {
  const bins = FRAME_SAMPLES / 2 + 1;
  const state: SuppressorState = {
    background: new Float64Array(bins),
    gains: new Float64Array(bins),
    heard: 0,
    voiced: 0,
    voicePower: 0,
    openness: 1,
  };
  const ramp = createSpanRamp({ spans, rampMs: RAMP_MS });
  const process = (spectrum: StereoSpectrum): void => {
    const depth = ramp((spectrum.centreSample * 1000) / sampleRateHz);
    if (depth === 0) learnFrame(spectrum, state);
    else suppressFrame({ spectrum, state, depth });
  };
  const filter = createSpectralFilter({ size: FRAME_SAMPLES, process });
  const teacher = createSpectralFilter({ size: FRAME_SAMPLES, process: (spectrum) => learnFrame(spectrum, state) });
  return { learn: (block) => void teacher.push(block), push: filter.push, flush: filter.flush };
}

interface SuppressorState {
  /** Mean power per bin while nobody speaks. */
  readonly background: Float64Array;
  readonly gains: Float64Array;
  /** Frames of background heard so far. */
  heard: number;
  /** Frames with voice so far, and the running mean of the voice's power in them. */
  voiced: number;
  voicePower: number;
  /** Plain gain on top of the per-bin gains. */
  openness: number;
}

function powerAt({ re, im }: StereoSpectrum, bin: number): number {
  const mirror = (re.length - bin) % re.length;
  const own = (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
  return (own + (re[mirror] ?? 0) ** 2 + (im[mirror] ?? 0) ** 2) / 2;
}

function learnFrame(spectrum: StereoSpectrum, state: SuppressorState): void {
  // A plain mean at first, so that one frame does not stand for the room; a slow average later.
  const memory = Math.min(BACKGROUND_MEMORY, state.heard / (state.heard + 1));
  state.heard += 1;
  for (let bin = 0; bin < state.background.length; bin++) {
    state.background[bin] = memory * (state.background[bin] ?? 0) + (1 - memory) * powerAt(spectrum, bin);
  }
  state.openness = 1;
}

interface SuppressFrameParams {
  readonly spectrum: StereoSpectrum;
  readonly state: SuppressorState;
  readonly depth: number;
}

function suppressFrame({ spectrum, state, depth }: SuppressFrameParams): void {
  const { re, im } = spectrum;
  let voice = 0;
  let residue = 0;
  for (let bin = 0; bin < state.gains.length; bin++) {
    const power = powerAt(spectrum, bin);
    const floor = state.background[bin] ?? 0;
    const gain = power > floor ? Math.sqrt(floor / power) : 1;
    state.gains[bin] = gain;
    const voiceHere = Math.max(0, power - floor);
    voice += voiceHere;
    residue += gain * gain * voiceHere;
  }
  hearVoice(state, voice);
  const plain = plainGain({ state, residue });
  for (let bin = 0; bin < state.gains.length; bin++) {
    const gain = ((state.gains[bin] ?? 0) * plain) ** depth;
    const mirror = (re.length - bin) % re.length;
    re[bin] = (re[bin] ?? 0) * gain;
    im[bin] = (im[bin] ?? 0) * gain;
    if (mirror === bin) continue;
    re[mirror] = (re[mirror] ?? 0) * gain;
    im[mirror] = (im[mirror] ?? 0) * gain;
  }
}

/** Follows the mean power of the voice; pauses do not count. */
function hearVoice(state: SuppressorState, power: number): void {
  if (power < PAUSE_SHARE * state.voicePower) return;
  const memory = Math.min(VOICE_MEMORY, state.voiced / (state.voiced + 1));
  state.voiced += 1;
  state.voicePower = memory * state.voicePower + (1 - memory) * power;
}

/** The gain for the whole frame that keeps the residue in bounds; closes at once, opens slowly. */
function plainGain({ state, residue }: { readonly state: SuppressorState; readonly residue: number }): number {
  const allowed = state.voicePower * gainFromDb(VOICE_RESIDUE_DB) ** 2;
  const wanted = residue > allowed ? Math.sqrt(allowed / residue) : 1;
  state.openness = wanted < state.openness ? wanted : wanted + (state.openness - wanted) * RELEASE;
  return state.openness;
}
