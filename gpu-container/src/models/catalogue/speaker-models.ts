import type { ModelEntry } from '../model-entry.js';

/** Models that tell people apart by their voices. */
export const speakerModels: readonly ModelEntry[] = [
  {
    id: 'pyannote-segmentation-3',
    title: 'pyannote segmentation 3.0: who speaks within ten seconds',
    task: 'speaker-segmentation',
    origin: {
      kind: 'hub',
      repo: 'onnx-community/pyannote-segmentation-3.0',
      revision: '733a93b6473d019a773298e08cefa686894b1854',
    },
    files: [
      {
        path: 'onnx/model.onnx',
        sha256: '057ee564753071c0b09b5b611648b50ac188d50846bff5f01e9f7bbf1591ea25',
        sizeBytes: 5_986_908,
      },
    ],
    licence: { name: 'MIT', commercialUse: 'yes' },
    languages: ['mul'],
    memoryMiB: 120,
    providers: ['cpu', 'cuda'],
    citation:
      'Plaquet and Bredin: Powerset multi-class cross entropy loss for neural speaker diarization, Interspeech 2023',
  },
  {
    id: 'wespeaker-resnet34-lm',
    title: 'WeSpeaker ResNet34-LM speaker embedding, 6.6 M parameters',
    task: 'speaker-embedding',
    origin: {
      kind: 'hub',
      repo: 'onnx-community/wespeaker-voxceleb-resnet34-LM',
      revision: '6a61a1833ff2583aabeba044f5c8221f00b67ceb',
    },
    files: [
      {
        path: 'onnx/model.onnx',
        sha256: '3955447b0499dc9e0a4541a895df08b03c69098eba4e56c02b5603e9f7f4fcbb',
        sizeBytes: 26_535_549,
      },
    ],
    licence: {
      name: 'CC-BY-4.0',
      commercialUse: 'yes',
      note: 'names its makers: WeSpeaker, trained on VoxCeleb 2, whose licence its makers pass on',
    },
    languages: ['mul'],
    memoryMiB: 300,
    providers: ['cpu', 'cuda'],
    citation:
      'Wang et al.: Wespeaker: A Research and Production Oriented Speaker Embedding Learning Toolkit, ICASSP 2023',
  },
];
