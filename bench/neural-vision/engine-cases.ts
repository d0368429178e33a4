import { join } from 'node:path';
import { createDnsmosMeter } from '../../gpu-container/src/engines/dnsmos/create-dnsmos-meter.js';
import { createDtlnDenoiser } from '../../gpu-container/src/engines/dtln/create-dtln-denoiser.js';
import { createFacePoints } from '../../gpu-container/src/engines/face-points-68/create-face-points.js';
import { createGtcrnDenoiser } from '../../gpu-container/src/engines/gtcrn/create-gtcrn-denoiser.js';
import { createHifiganVocoder } from '../../gpu-container/src/engines/hifigan/create-hifigan-vocoder.js';
import { createLightAsd } from '../../gpu-container/src/engines/light-asd/create-light-asd.js';
import { createBlazefaceDetector } from '../../gpu-container/src/engines/mediapipe-faces/create-blazeface-detector.js';
import { createFaceMesh } from '../../gpu-container/src/engines/mediapipe-faces/create-face-mesh.js';
import { createSwiftF0Tracker } from '../../gpu-container/src/engines/swift-f0/create-swift-f0-tracker.js';
import { createUltrafaceDetector } from '../../gpu-container/src/engines/ultraface/create-ultraface-detector.js';
import { createYunetDetector } from '../../gpu-container/src/engines/yunet/create-yunet-detector.js';
import type { NeuralDeps } from '../../gpu-container/src/neural/open-model.js';
import { createNoise } from '../sound/synthesize-music.js';
import { syntheticSecond, writeSyntheticSpeech } from './synthetic-speech.js';

/** One engine and a piece of work for it. */
export interface EngineCase {
  readonly name: string;
  readonly unit: string;
  /** Units in one go. */
  readonly units: number;
  work(): Promise<unknown>;
}

const SECONDS = 20;
const PICTURE = { width: 1280, height: 720 };
/** Its eyes lie aslant, as they do in most pictures: a turned patch costs more. */
const FACE = {
  box: { left: 480, top: 160, width: 300, height: 400 },
  score: 1,
  points: {
    rightEye: { x: 560, y: 300 },
    leftEye: { x: 700, y: 318 },
    nose: { x: 625, y: 380 },
    mouthRight: { x: 570, y: 450 },
    mouthLeft: { x: 680, y: 462 },
  },
};
const signal = new AbortController().signal;

/** Every engine with weights in the registry, on synthetic sound and pictures: the time does not depend on what is seen. */
export async function engineCases(deps: NeuralDeps, folder: string): Promise<readonly EngineCase[]> {
  return [...(await soundCases(deps, folder)), ...pictureCases(deps)];
}

async function soundCases(deps: NeuralDeps, folder: string): Promise<readonly EngineCase[]> {
  const speechPath = join(folder, 'speech.wav');
  await writeSyntheticSpeech(speechPath, SECONDS);
  const samples = Float32Array.from(Array.from({ length: SECONDS }, (_, at) => [...syntheticSecond(at)]).flat());
  const request = { speechPath, outputPath: join(folder, 'out.wav'), signal, onProgress: () => undefined };
  const vocoder = createHifiganVocoder(deps);
  const mel = vocoder.analyse(samples);
  const spoken = (mel.frames * vocoder.hopSamples) / vocoder.sampleRateHz;
  const second = { unit: 's of sound', units: SECONDS };
  const crops = Array.from({ length: 100 }, (_, at) => ({ data: new Uint8Array(112 * 112).fill(at) }));
  return [
    { name: 'gtcrn', ...second, work: () => createGtcrnDenoiser(deps).denoise(request) },
    { name: 'dtln', ...second, work: () => createDtlnDenoiser(deps).denoise(request) },
    { name: 'dnsmos', ...second, work: () => createDnsmosMeter(deps).measure({ speechPath, signal, maxWindows: 3 }) },
    { name: 'swift-f0', ...second, work: () => createSwiftF0Tracker(deps).track({ samples }) },
    { name: 'hifigan', unit: 's of sound', units: spoken, work: () => drain(vocoder.speak(mel)) },
    {
      name: 'light-asd',
      unit: 'faces',
      units: 100,
      work: () => createLightAsd(deps).score({ samples, crops, signal }),
    },
  ];
}

async function drain(pieces: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pieces);
}

function pictureCases(deps: NeuralDeps): readonly EngineCase[] {
  const noise = createNoise(5);
  const bytes = Uint8Array.from({ length: PICTURE.width * PICTURE.height * 3 }, () => 128 + 90 * noise());
  const picture = { ...PICTURE, data: bytes };
  const one = { unit: 'pictures', units: 1 };
  const detectors = {
    'yunet (640)': createYunetDetector(deps),
    'ultraface rfb': createUltrafaceDetector(deps, 'rfb'),
    'ultraface slim': createUltrafaceDetector(deps, 'slim'),
    'blazeface short-range': createBlazefaceDetector(deps, 'short-range'),
    'blazeface full-range': createBlazefaceDetector(deps, 'full-range'),
  };
  const landmarkers = {
    'face mesh 468 (one look)': createFaceMesh(deps, 468),
    'face mesh 478 (one look)': createFaceMesh(deps, 478),
    'pfld 68': createFacePoints(deps, 'pfld'),
    'peppa 68': createFacePoints(deps, 'peppa'),
  };
  return [
    ...Object.entries(detectors).map(([name, detector]) => ({ name, ...one, work: () => detector.detect(picture) })),
    ...Object.entries(landmarkers).map(([name, landmarker]) => ({
      name,
      unit: 'faces',
      units: 1,
      work: () => landmarker.locate({ picture, face: FACE }),
    })),
  ];
}
