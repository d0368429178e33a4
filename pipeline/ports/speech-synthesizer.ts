import type { Phoneme } from '../contracts/spoken-segment.js';
import type { Word } from '../contracts/word.js';

/** A voice of an engine. `pitchHz` is its median pitch at default settings. */
export interface Voice {
  readonly id: string;
  readonly language: string;
  readonly gender?: 'female' | 'male' | undefined;
  readonly pitchHz?: number | undefined;
}

/** Somebody's own speech, for engines that clone voices. */
export interface VoiceReference {
  /** Mono WAV (16-bit) of one person speaking, some seconds of it. */
  readonly path: string;
}

export interface SynthesizeParams {
  readonly text: string;
  readonly language: string;
  readonly voice: string;
  /** Whom to sound like. Given to engines of the capability `voice-cloner` alone, which speak in no voice of their own. */
  readonly reference?: VoiceReference;
  /** Wanted median pitch in Hz; engines that cannot ignore it. */
  readonly pitchHz?: number;
  /** Wanted length in ms; engines that cannot keep it ignore it. Absent: the natural one. */
  readonly durationMs?: number;
  /** Where to write mono WAV (16-bit), at the engine’s own sample rate, silence trimmed at both ends. */
  readonly outputPath: string;
  readonly signal: AbortSignal;
}

export interface SynthesizedSpeech {
  readonly durationMs: number;
  readonly sampleRateHz: number;
  readonly words?: readonly Word[];
  readonly phonemes?: readonly Phoneme[];
  /** The engine found no end and was stopped: somebody should listen to this line. */
  readonly isCutOff?: boolean;
}

/** Speaks one segment at natural rate. Deterministic for its parameters. */
export interface SpeechSynthesizer {
  voices(language: string): Promise<readonly Voice[]>;
  synthesize(params: SynthesizeParams): Promise<SynthesizedSpeech>;
}
