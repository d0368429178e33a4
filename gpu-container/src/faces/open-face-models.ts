import { createOnnxRuntime } from '../onnx/onnx-runtime.js';
import { createFaceDetector, type FaceDetector } from './create-face-detector.js';
import { createFaceIdentifier, type FaceIdentifier } from './create-face-identifier.js';
import { createLandmarkFinder, type LandmarkFinder } from './create-landmark-finder.js';
import { type FaceModelId, faceModelPath } from './face-model-path.js';

/** The three models, loaded. */
export interface FaceModels {
  readonly detector: FaceDetector;
  readonly landmarks: LandmarkFinder;
  readonly identifier: FaceIdentifier;
  /** Frees them. May be called twice. */
  dispose(): Promise<void>;
}

/** Loads the face models, one thread each: a second one gains nothing. Fails with `engine-missing`, `engine-failed`. */
export async function openFaceModels(): Promise<FaceModels> {
  const runtime = createOnnxRuntime({ device: 'cpu', threads: 1 });
  const open = (id: FaceModelId) => runtime.open({ modelPath: faceModelPath(id) });
  return {
    detector: createFaceDetector(await open('face-detector')),
    landmarks: createLandmarkFinder(await open('face-landmarks')),
    identifier: createFaceIdentifier(await open('face-identity')),
    dispose: () => runtime.dispose(),
  };
}
