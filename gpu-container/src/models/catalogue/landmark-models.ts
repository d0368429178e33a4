import type { ModelEntry } from '../model-entry.js';

/** Points of a face. */
export const landmarkModels: readonly ModelEntry[] = [
  {
    id: 'facemesh-468',
    title: 'MediaPipe face mesh, 468 points',
    task: 'face-landmarks',
    origin: { kind: 'github', repo: 'placrosse/Zaru', commit: '246d88c25310a0dec1a21ec3b4272635b55f7b85' },
    files: [
      {
        path: 'face_landmark.onnx',
        originPath: '3rdparty/onnx/face_landmark.onnx',
        sha256: '2ece916c568172aafde5d8beaf0198c65b10691a618e551c4b1015a32116e326',
        sizeBytes: 2432529,
      },
    ],
    licence: { name: 'Apache-2.0', commercialUse: 'yes', note: 'MediaPipe weights as ONNX' },
    languages: [],
    memoryMiB: 30,
    providers: ['cpu', 'cuda'],
    citation: 'Kartynnik et al.: Real-time Facial Surface Geometry from Monocular Video on Mobile GPUs, 2019',
  },
  {
    id: 'facemesh-478',
    title: 'MediaPipe face mesh with irises, 478 points',
    task: 'face-landmarks',
    origin: { kind: 'github', repo: 'placrosse/Zaru', commit: '246d88c25310a0dec1a21ec3b4272635b55f7b85' },
    files: [
      {
        path: 'face_landmarks_detector.onnx',
        originPath: '3rdparty/onnx/face_landmarks_detector.onnx',
        sha256: '017f267ddd81e042224c43f00a3ef6d548a6595fe2a8e2a2ceacd0214269a79c',
        sizeBytes: 2556570,
      },
    ],
    licence: { name: 'Apache-2.0', commercialUse: 'yes', note: 'MediaPipe weights as ONNX' },
    languages: [],
    memoryMiB: 30,
    providers: ['cpu', 'cuda'],
    citation: 'Grishchenko et al.: Attention Mesh: High-fidelity Face Mesh Prediction in Real-time, 2020',
  },
  {
    id: 'iris-landmark',
    title: 'MediaPipe iris and eye contour',
    task: 'face-landmarks',
    origin: { kind: 'github', repo: 'placrosse/Zaru', commit: '246d88c25310a0dec1a21ec3b4272635b55f7b85' },
    files: [
      {
        path: 'iris_landmark.onnx',
        originPath: '3rdparty/onnx/iris_landmark.onnx',
        sha256: 'cb5086d8ef6cd8c8ab6e031e06a8dd7a17631c0f4d5a8bfbd71e35affce5afc5',
        sizeBytes: 2634018,
      },
    ],
    licence: { name: 'Apache-2.0', commercialUse: 'yes', note: 'MediaPipe weights as ONNX' },
    languages: [],
    memoryMiB: 30,
    providers: ['cpu', 'cuda'],
    citation: 'Ablavatski et al.: Real-time Pupil Tracking from Monocular Video for Digital Puppetry, 2020',
  },
  {
    id: 'pfld-68',
    title: 'PFLD, 68 points',
    task: 'face-landmarks',
    origin: { kind: 'github', repo: 'placrosse/Zaru', commit: '246d88c25310a0dec1a21ec3b4272635b55f7b85' },
    files: [
      {
        path: 'landmarks_68_pfld.onnx',
        originPath: '3rdparty/onnx/landmarks_68_pfld.onnx',
        sha256: '2cb48550d2535bea4b1bba187fc37c407308806f870a022ef5cf8605de7c07e1',
        sizeBytes: 2910193,
      },
    ],
    licence: { name: 'MIT', commercialUse: 'yes', note: 'as published by FaceONNX' },
    languages: [],
    memoryMiB: 30,
    providers: ['cpu', 'cuda'],
    citation: 'Guo et al.: PFLD: A Practical Facial Landmark Detector, 2019',
  },
  {
    id: 'peppa-slim-68',
    title: 'Peppa slim, 68 points and head pose',
    task: 'face-landmarks',
    origin: { kind: 'github', repo: 'placrosse/Zaru', commit: '246d88c25310a0dec1a21ec3b4272635b55f7b85' },
    files: [
      {
        path: 'slim_160_latest.onnx',
        originPath: '3rdparty/onnx/slim_160_latest.onnx',
        sha256: '6cf9b509fba3a3c5f89cbcfb19ce0d503254da1d854e9e977a3c45ba5d16dab8',
        sizeBytes: 936698,
      },
    ],
    licence: { name: 'Apache-2.0', commercialUse: 'yes' },
    languages: [],
    memoryMiB: 20,
    providers: ['cpu', 'cuda'],
    citation: 'ainrichman: Peppa-Facial-Landmark-PyTorch, 2020',
  },
];
