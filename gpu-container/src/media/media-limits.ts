/** What a source may cost us before anything of it is believed. */
export interface MediaLimits {
  readonly maxBytes: number;
  readonly maxDurationMs: number;
  readonly maxStreams: number;
  readonly maxPixels: number;
}

/** Limits of a deployment that sets none: 16 GiB, six hours, 32 streams, 8K pictures. */
export const DEFAULT_MEDIA_LIMITS: MediaLimits = {
  maxBytes: 16 * 1024 ** 3,
  maxDurationMs: 6 * 60 * 60 * 1000,
  maxStreams: 32,
  maxPixels: 7680 * 4320,
};
