/** How people would rate a recording, 1 (bad) to 5 (excellent), as a model of their ratings predicts it. */
export interface SpeechQuality {
  /** The speech itself: free of distortion. */
  readonly speech: number;
  /** The background: free of disturbing noise. */
  readonly background: number;
  readonly overall: number;
}

export interface MeasureSpeechQualityParams {
  /** Path of a mono 16 kHz WAV file. */
  readonly speechPath: string;
  readonly signal: AbortSignal;
  /** Windows rated at most, spread evenly over the file; all of them when absent. */
  readonly maxWindows?: number;
}

/** Rates recorded speech without a clean reference. Fails with `no-speech` for a file without samples. */
export interface SpeechQualityMeter {
  measure(params: MeasureSpeechQualityParams): Promise<SpeechQuality>;
}
