import { cloningModels } from './catalogue/cloning-models.js';
import { faceModels } from './catalogue/face-models.js';
import { landmarkModels } from './catalogue/landmark-models.js';
import { mouthModels } from './catalogue/mouth-models.js';
import { recognitionModels } from './catalogue/recognition-models.js';
import { separationModels } from './catalogue/separation-models.js';
import { soundModels } from './catalogue/sound-models.js';
import { speakerModels } from './catalogue/speaker-models.js';
import { synthesisModels } from './catalogue/synthesis-models.js';
import { translationModels } from './catalogue/translation-models.js';
import type { ModelEntry } from './model-entry.js';

/** Every model this version knows, whether it is on this machine or not. */
export const modelCatalogue: readonly ModelEntry[] = [
  ...recognitionModels,
  ...translationModels,
  ...synthesisModels,
  ...cloningModels,
  ...soundModels,
  ...speakerModels,
  ...separationModels,
  ...faceModels,
  ...landmarkModels,
  ...mouthModels,
];
