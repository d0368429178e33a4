import type { ModelEntry } from '../model-entry.js';

/** Face detectors. */
export const faceModels: readonly ModelEntry[] = [
  {
    id: 'yunet-2023-320',
    title: 'YuNet face detector, 320 × 320',
    task: 'face-detection',
    origin: {
      kind: 'github',
      repo: 'ShiqiYu/libfacedetection.train',
      commit: '0047ac24afb1a50a0c6105001c89d1b5b805dbf1',
    },
    files: [
      {
        path: 'yunet_n_320_320.onnx',
        originPath: 'onnx/yunet_n_320_320.onnx',
        sha256: '81dbde155e982455488235acb8ec2dec5d647edf7cf7080d33e4abb69b93a0d2',
        sizeBytes: 317434,
      },
    ],
    licence: {
      name: 'Apache-2.0',
      commercialUse: 'yes',
      note: 'trained on WIDER FACE, whose pictures are for research',
    },
    languages: [],
    memoryMiB: 40,
    providers: ['cpu', 'cuda'],
    citation: 'Wu, Peng, Yu: YuNet: A Tiny Millisecond-level Face Detector, Machine Intelligence Research 2023',
  },
  {
    id: 'yunet-2023-640',
    title: 'YuNet face detector, 640 × 640',
    task: 'face-detection',
    origin: {
      kind: 'github',
      repo: 'ShiqiYu/libfacedetection.train',
      commit: '0047ac24afb1a50a0c6105001c89d1b5b805dbf1',
    },
    files: [
      {
        path: 'yunet_n_640_640.onnx',
        originPath: 'onnx/yunet_n_640_640.onnx',
        sha256: '25a606a145a5b6d7271ae138fbd00eba91dad8b83222ae3f2c7ecd0f4a7b0e31',
        sizeBytes: 317466,
      },
    ],
    licence: {
      name: 'Apache-2.0',
      commercialUse: 'yes',
      note: 'trained on WIDER FACE, whose pictures are for research',
    },
    languages: [],
    memoryMiB: 40,
    providers: ['cpu', 'cuda'],
    citation: 'Wu, Peng, Yu: YuNet: A Tiny Millisecond-level Face Detector, Machine Intelligence Research 2023',
  },
  {
    id: 'yunet-2023-dynamic',
    title: 'YuNet face detector, any size',
    task: 'face-detection',
    origin: {
      kind: 'github',
      repo: 'ShiqiYu/libfacedetection.train',
      commit: '0047ac24afb1a50a0c6105001c89d1b5b805dbf1',
    },
    files: [
      {
        path: 'yunet_n_dynamic.onnx',
        originPath: 'onnx/yunet_n_dynamic.onnx',
        sha256: '104ee26c71d5c270ce79a6b3dced91c91013260d29a6bf18f9296c5b8c4c2b12',
        sizeBytes: 322906,
      },
    ],
    licence: {
      name: 'Apache-2.0',
      commercialUse: 'yes',
      note: 'trained on WIDER FACE, whose pictures are for research',
    },
    languages: [],
    memoryMiB: 40,
    providers: ['cpu', 'cuda'],
    citation: 'Wu, Peng, Yu: YuNet: A Tiny Millisecond-level Face Detector, Machine Intelligence Research 2023',
  },
  {
    id: 'ultraface-rfb-320',
    title: 'Ultra-Light face detector, RFB',
    task: 'face-detection',
    origin: {
      kind: 'github',
      repo: 'Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB',
      commit: 'dffdddda9794a50607cba8f318507a28c1c27cab',
    },
    files: [
      {
        path: 'version-RFB-320.onnx',
        originPath: 'models/onnx/version-RFB-320.onnx',
        sha256: '34cd7e60aeff28744c657de7a3dc64e872d506741de66987f3426f2b79f88017',
        sizeBytes: 1270727,
      },
    ],
    licence: { name: 'MIT', commercialUse: 'yes' },
    languages: [],
    memoryMiB: 30,
    providers: ['cpu', 'cuda'],
    citation: 'Linzaer: Ultra-Light-Fast-Generic-Face-Detector-1MB, 2019',
  },
  {
    id: 'ultraface-slim-320',
    title: 'Ultra-Light face detector, slim',
    task: 'face-detection',
    origin: {
      kind: 'github',
      repo: 'Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB',
      commit: 'dffdddda9794a50607cba8f318507a28c1c27cab',
    },
    files: [
      {
        path: 'version-slim-320.onnx',
        originPath: 'models/onnx/version-slim-320.onnx',
        sha256: 'e9adbd0f920ddcce9368434c4d34d72520dc0c19b526fd44b4ef49bde2c3b1a8',
        sizeBytes: 1195330,
      },
    ],
    licence: { name: 'MIT', commercialUse: 'yes' },
    languages: [],
    memoryMiB: 30,
    providers: ['cpu', 'cuda'],
    citation: 'Linzaer: Ultra-Light-Fast-Generic-Face-Detector-1MB, 2019',
  },
  {
    id: 'blazeface-short-range',
    title: 'BlazeFace, faces within two metres',
    task: 'face-detection',
    origin: { kind: 'github', repo: 'placrosse/Zaru', commit: '246d88c25310a0dec1a21ec3b4272635b55f7b85' },
    files: [
      {
        path: 'face_detection_short_range.onnx',
        originPath: '3rdparty/onnx/face_detection_short_range.onnx',
        sha256: '1e80467dfe6b103efa25b79a8a348661e78de205f37a0227f31f9cd30d12f11e',
        sizeBytes: 422206,
      },
    ],
    licence: { name: 'Apache-2.0', commercialUse: 'yes', note: 'MediaPipe weights as ONNX' },
    languages: [],
    memoryMiB: 20,
    providers: ['cpu', 'cuda'],
    citation: 'Bazarevsky et al.: BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs, 2019',
  },
  {
    id: 'blazeface-full-range',
    title: 'BlazeFace, faces within five metres',
    task: 'face-detection',
    origin: { kind: 'github', repo: 'placrosse/Zaru', commit: '246d88c25310a0dec1a21ec3b4272635b55f7b85' },
    files: [
      {
        path: 'face_detection_full_range.onnx',
        originPath: '3rdparty/onnx/face_detection_full_range.onnx',
        sha256: 'e5dc912a9e846ff3a11bca38940225b85e0f1375df8524045d5732b5b19e9832',
        sizeBytes: 2084352,
      },
    ],
    licence: { name: 'Apache-2.0', commercialUse: 'yes', note: 'MediaPipe weights as ONNX' },
    languages: [],
    memoryMiB: 30,
    providers: ['cpu', 'cuda'],
    citation: 'Bazarevsky et al.: BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs, 2019',
  },
];
