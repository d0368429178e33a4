import type { ModelEntry } from '../model-entry.js';

/**
 * Models that take dialogue out of a programme. Digests and sizes of the first two are those of their publisher's cards;
 * those of the others are what several public projects pin for the same files.
 */
export const separationModels: readonly ModelEntry[] = [
  {
    id: 'cocktail-fork-mrx',
    title: 'MRX: dialogue, music and effects of a soundtrack',
    task: 'source-separation',
    origin: { kind: 'hub', repo: 'audiojs/mrx', revision: 'dedc823a0bea2ed085d19e8b7f32589d35169ee8' },
    files: [
      {
        path: 'mrx.int8.onnx',
        sha256: 'd876c92d224f5d8cd2207d528b23369da895a6de71fb24132416fcb16f9f8424',
        sizeBytes: 31287081,
      },
    ],
    licence: {
      name: 'MIT',
      commercialUse: 'yes',
      note: 'the weights are named as MIT by their makers (MERL); trained on Divide and Remaster v2, whose music and effects have licences of their own',
    },
    languages: ['mul'],
    memoryMiB: 2000,
    providers: ['cpu', 'cuda'],
    citation:
      'Petermann et al.: The Cocktail Fork Problem: Three-Stem Audio Separation for Real-World Soundtracks, ICASSP 2022',
  },
  {
    id: 'tiger-dnr',
    title: 'TIGER: dialogue, music and effects of a soundtrack',
    task: 'source-separation',
    origin: { kind: 'hub', repo: 'audiojs/tiger-dnr', revision: '1c959ab7ff8794dc5663b104ba301687ab95d2ab' },
    files: [
      {
        path: 'tiger.int8.onnx',
        sha256: '2189859ac7e89cf4d9d284c6f393e737aaa2b3233ed7ee424ad622012bce7bca',
        sizeBytes: 7320735,
      },
    ],
    licence: {
      name: 'Apache-2.0',
      commercialUse: 'yes',
      note: 'trained on Divide and Remaster, whose music and effects have licences of their own',
    },
    languages: ['mul'],
    memoryMiB: 2500,
    providers: ['cpu', 'cuda'],
    citation:
      'Xu et al.: TIGER: Time-frequency Interleaved Gain Extraction and Reconstruction for Efficient Speech Separation, ICLR 2025',
  },
  {
    id: 'uvr-mdx-voc-ft',
    title: 'UVR MDX-Net Voc FT: voices of a song',
    task: 'source-separation',
    origin: {
      kind: 'hub',
      repo: 'Blane187/all_public_uvr_models',
      revision: 'fddec39677560e41e3194f24a9e4c4cd32ef0e83',
    },
    files: [
      {
        path: 'UVR-MDX-NET-Voc_FT.onnx',
        sha256: '534b2070fcc7df514b13ef660dc8cbb328679c2374d04354a5c42bb14ecce111',
        sizeBytes: 66762490,
      },
    ],
    licence: {
      name: 'MIT by the README of UVR',
      commercialUse: 'ask',
      note: 'it asks for credit to UVR and its developers; questions about paid products stand unanswered, and what it was trained on is not told',
    },
    languages: ['mul'],
    memoryMiB: 1500,
    providers: ['cpu', 'cuda'],
    citation: 'Kim et al.: KUIELab-MDX-Net, MDX Workshop at ISMIR 2021; trained by UVR (Anjok07, aufr33)',
  },
  {
    id: 'mdx-kim-vocal-2',
    title: 'MDX-Net Kim Vocal 2: voices of a song',
    task: 'source-separation',
    origin: {
      kind: 'hub',
      repo: 'nomadkaraoke/public_uvr_models',
      revision: '999821733f252623504d13eca10cc3cc89c6108e',
    },
    files: [
      {
        path: 'Kim_Vocal_2.onnx',
        sha256: 'ce74ef3b6a6024ce44211a07be9cf8bc6d87728cc852a68ab34eb8e58cde9c8b',
        sizeBytes: 66759214,
      },
    ],
    licence: { name: 'not stated', commercialUse: 'ask', note: 'its maker, Kimberley Jensen, has to be asked' },
    languages: ['mul'],
    memoryMiB: 1500,
    providers: ['cpu', 'cuda'],
    citation: 'Kim et al.: KUIELab-MDX-Net, MDX Workshop at ISMIR 2021; trained by Kimberley Jensen',
  },
  {
    id: 'htdemucs',
    title: 'Hybrid Transformer Demucs: voices of a song',
    task: 'source-separation',
    origin: { kind: 'hub', repo: 'StemSplitio/htdemucs-onnx', revision: 'd54ed9eb60e258ea82131c6ee14578628816456a' },
    files: [
      {
        path: 'htdemucs_fp16weights.onnx',
        sha256: 'd05c269d0178d2a72ad484b10b11dd370193fc923201c3b27a99f848745db70a',
        sizeBytes: 165612636,
      },
    ],
    licence: {
      name: 'for scientific purposes',
      commercialUse: 'no',
      note: 'the code is MIT; of the weights their author says that they are provided for scientific purposes only (facebookresearch/demucs, issue 327)',
    },
    languages: ['mul'],
    memoryMiB: 3000,
    providers: ['cpu', 'cuda'],
    citation: 'Rouard et al.: Hybrid Transformers for Music Source Separation, ICASSP 2023',
  },
];
