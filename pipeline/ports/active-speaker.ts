import type { FaceBox, RgbPicture } from './face-detector.js';

/** A face as the model wants to see it: opaque to callers, made by `cropFace` of the same engine. */
export interface SpeakerCrop {
  /** Grey bytes, row by row. */
  readonly data: Uint8Array;
}

export interface ScoreSpeakingParams {
  /** What is heard while the face is seen: mono 16 kHz, −1…1, beginning with the first picture. */
  readonly samples: Float32Array;
  /** One crop per 1/25 s, in order. Pictures at another rate are repeated or left out by their times. */
  readonly crops: AsyncIterable<SpeakerCrop> | Iterable<SpeakerCrop>;
  readonly signal: AbortSignal;
}

/** Says whether a face speaks what is heard. */
export interface ActiveSpeaker {
  /** Pictures a second that it looks at. */
  readonly frameRateHz: number;
  /** Cuts the part of a face that it looks at. `box` reaches from the hairline to the chin. */
  cropFace(picture: RgbPicture, box: FaceBox): SpeakerCrop;
  /**
   * One score per crop: above 0 it speaks, below it does not. Scores of several faces over the same sound compare.
   * Where sound or picture ends first the scores end.
   */
  score(params: ScoreSpeakingParams): Promise<Float32Array>;
}
