/** The rate both models hear at. */
export const SPEECH_HZ = 16_000;
/** What the segmentation was trained on: ten seconds. */
export const WINDOW_SAMPLES = 160_000;
/** Samples from one of its frames to the next, and how many it sees of each. */
export const FRAME_HOP = 270;
const FRAME_SAMPLES = 991;
/** Frames of a window. */
export const WINDOW_FRAMES = Math.floor((WINDOW_SAMPLES - FRAME_SAMPLES) / FRAME_HOP) + 1;
/** Middle of a window's first frame, in samples. */
export const FIRST_MIDDLE = FRAME_SAMPLES / 2;
/** A window begins this many frames after the one before (5 s): every moment is heard twice, the windows' frames coincide. */
export const WINDOW_HOP_FRAMES = 296;
