export interface DenoiseParams {
  /** Path of a mono 16 kHz WAV file. */
  readonly speechPath: string;
  /** Path of the file to write: mono 16 kHz, 16 bits, as many samples as the source, none of them late. */
  readonly outputPath: string;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** Takes noise out of speech, in memory that does not grow with its length. Fails with `engine-failed`. */
export interface Denoiser {
  denoise(params: DenoiseParams): Promise<void>;
}
