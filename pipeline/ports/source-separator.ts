/** What a mix is taken apart into. */
export type Stem = 'drums' | 'bass' | 'other' | 'vocals';

export interface SeparateSourcesParams {
  /** Path of a stereo 44.1 kHz WAV file. */
  readonly mixPath: string;
  /** Where to write stems, stereo 44.1 kHz float WAV, as long as the mix; those not named are not written. */
  readonly stemPaths: Readonly<Partial<Record<Stem, string>>>;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** Takes music and speech apart, in memory that does not grow with the length. Fails with `engine-failed`. */
export interface SourceSeparator {
  separate(params: SeparateSourcesParams): Promise<void>;
}
