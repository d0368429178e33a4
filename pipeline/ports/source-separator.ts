/** Sound that can be read from any place: one array per channel, samples −1…1. */
export interface ReadableSound {
  readonly sampleRateHz: number;
  /** One or two. */
  readonly channels: number;
  readonly frames: number;
  /** Frames from anywhere, fewer where the sound ends. */
  readAt(frame: number, frames: number): Promise<readonly Float32Array[]>;
}

export interface SeparateSourcesParams {
  /** A programme at the rate the separator hears. */
  readonly mix: ReadableSound;
  /** Takes the dialogue, block after block without a gap: as many channels and, in all, as many frames as the mix. */
  readonly onDialogue: (channels: readonly Float32Array[]) => Promise<void>;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** Takes what people say out of a programme, in memory that does not grow with its length. */
export interface SourceSeparator {
  /** The rate it hears, in Hz. */
  readonly sampleRateHz: number;
  /** Fails with `engine-missing`, `engine-failed`, `cancelled` and, for a mix at another rate, `internal`. */
  separate(params: SeparateSourcesParams): Promise<void>;
}
