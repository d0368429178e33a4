/** What a voice sounds like over time: natural logarithm of mel bands, row by band, `bands · frames` values. */
export interface MelSpectrogram {
  readonly bands: number;
  readonly frames: number;
  readonly values: Float32Array;
}

/** Makes sound of a mel spectrogram. */
export interface Vocoder {
  readonly sampleRateHz: number;
  /** Samples per frame of the spectrogram. */
  readonly hopSamples: number;
  /** The spectrogram it would need to say this again; samples −1…1 at its own rate. */
  analyse(samples: Float32Array): MelSpectrogram;
  /** `frames · hopSamples` samples, as they are made. A long spectrogram comes piece by piece; neither is held. */
  speak(mel: MelSpectrogram | AsyncIterable<MelSpectrogram>): AsyncIterable<Float32Array>;
}
