export interface TrackSpeechPitchParams {
  /** Mono samples, −1…1, at 16 kHz; long sound comes piece by piece and is not held. */
  readonly samples: Float32Array | AsyncIterable<Float32Array>;
}

/** Fundamental frequency of one voice over time, one value per frame. */
export interface PitchTrack {
  /** Distance between frames in ms. */
  readonly hopMs: number;
  /** Centre of the first frame in ms. */
  readonly firstMs: number;
  /** Hz; 0 where no pitch is heard. */
  readonly pitchHz: Float64Array;
  /** How sure each frame is, 0…1. */
  readonly confidence: Float64Array;
}

/** Follows the pitch of speech. */
export interface PitchTracker {
  track(params: TrackSpeechPitchParams): Promise<PitchTrack>;
}
