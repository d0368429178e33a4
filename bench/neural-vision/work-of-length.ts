import { join } from 'node:path';
import { createDhLiveGenerator } from '../../gpu-container/src/engines/dh-live/create-dh-live-generator.js';
import { createDnsmosMeter } from '../../gpu-container/src/engines/dnsmos/create-dnsmos-meter.js';
import { createDtlnDenoiser } from '../../gpu-container/src/engines/dtln/create-dtln-denoiser.js';
import { createGtcrnDenoiser } from '../../gpu-container/src/engines/gtcrn/create-gtcrn-denoiser.js';
import { createHifiganVocoder } from '../../gpu-container/src/engines/hifigan/create-hifigan-vocoder.js';
import { createLightAsd } from '../../gpu-container/src/engines/light-asd/create-light-asd.js';
import { createFaceMesh } from '../../gpu-container/src/engines/mediapipe-faces/create-face-mesh.js';
import { createSwiftF0Tracker } from '../../gpu-container/src/engines/swift-f0/create-swift-f0-tracker.js';
import { createYunetDetector } from '../../gpu-container/src/engines/yunet/create-yunet-detector.js';
import type { NeuralDeps } from '../../gpu-container/src/neural/open-model.js';
import { createNoise } from '../sound/synthesize-music.js';
import { syntheticSecond, writeSyntheticSpeech } from './synthetic-speech.js';

export interface WorkOfLengthParams {
  readonly engine: string;
  readonly minutes: number;
  readonly folder: string;
}

const WINDOWS = 40;
/** Frames a second that models of faces are shown: fewer than a video has, so that an hour ends. */
const LOOKS_PER_SECOND = 0.5;
const FRAME_RATE = 25;
/** Lines that are looked at for who speaks them, as a job has them; mouths are drawn in stretches of a minute. */
const LINE_SECONDS = 5;
const LINES_PER_MINUTE = 1;
const SIZE = { width: 640, height: 360 };
const FACE = { left: 240, top: 60, width: 160, height: 220 };
const signal = new AbortController().signal;

type Work = (deps: NeuralDeps, params: WorkOfLengthParams) => Promise<void>;

const WORK: Readonly<Record<string, Work>> = {
  gtcrn: async (deps, params) => createGtcrnDenoiser(deps).denoise(await request(params)),
  dtln: async (deps, params) => createDtlnDenoiser(deps).denoise(await request(params)),
  dnsmos: async (deps, params) => {
    await createDnsmosMeter(deps).measure({ ...(await request(params)), maxWindows: WINDOWS });
  },
  'swift-f0': async (deps, { minutes }) => {
    await createSwiftF0Tracker(deps).track({ samples: seconds(60 * minutes) });
  },
  hifigan: async (deps, { minutes }) => {
    const vocoder = createHifiganVocoder(deps);
    const analysed = async function* () {
      for await (const second of seconds(60 * minutes)) yield vocoder.analyse(second);
    };
    for await (const _ of vocoder.speak(analysed()));
  },
  'light-asd': async (deps, { minutes }) => {
    const asd = createLightAsd(deps);
    const crops = async function* () {
      for await (const picture of pictures(LINE_SECONDS * FRAME_RATE)) yield asd.cropFace(picture, FACE);
    };
    for (let line = 0; line < LINES_PER_MINUTE * minutes; line++) {
      await asd.score({ samples: new Float32Array(LINE_SECONDS * 16_000), crops: crops(), signal });
    }
  },
  yunet: async (deps, { minutes }) => {
    const detector = createYunetDetector(deps);
    for await (const picture of pictures(60 * minutes * LOOKS_PER_SECOND)) await detector.detect(picture);
  },
  'face-mesh': async (deps, { minutes }) => {
    const mesh = createFaceMesh(deps, 478);
    const face = { box: FACE, score: 1 };
    for await (const picture of pictures(60 * minutes * LOOKS_PER_SECOND)) await mesh.locate({ picture, face });
  },
  'dh-live': async (deps, { minutes }) => {
    const generator = createDhLiveGenerator(deps);
    const points = Array.from({ length: 478 }, (_, at) => ({
      x: 240 + (at % 22) * 7,
      y: 60 + Math.floor(at / 22) * 10,
    }));
    const frames = async function* () {
      let timeMs = 0;
      for await (const picture of pictures(60 * LOOKS_PER_SECOND)) {
        yield { picture, box: FACE, points, timeMs };
        timeMs += 1000 / LOOKS_PER_SECOND;
      }
    };
    for (let stretch = 0; stretch < minutes; stretch++) {
      for await (const _ of generator.generate({ samples: new Float32Array(60 * 16_000), frames: frames(), signal }));
    }
  },
};

/** Gives an engine that many minutes of sound or picture, for the peak of memory to be read off afterwards. */
export async function workOfLength(deps: NeuralDeps, params: WorkOfLengthParams): Promise<void> {
  const work = WORK[params.engine];
  if (work === undefined) throw new Error(`no engine ${params.engine}: ${Object.keys(WORK).join(', ')}`);
  await work(deps, params);
}

async function request({ minutes, folder }: WorkOfLengthParams) {
  const speechPath = join(folder, 'long.wav');
  await writeSyntheticSpeech(speechPath, minutes * 60);
  return { speechPath, outputPath: join(folder, 'out.wav'), signal, onProgress: () => undefined };
}

async function* seconds(count: number): AsyncGenerator<Float32Array> {
  for (let second = 0; second < count; second++) yield syntheticSecond(second);
}

/** One picture in memory that is used again, as a decoder gives them; a row of it changes every time. */
async function* pictures(count: number) {
  const noise = createNoise(5);
  const data = Uint8Array.from({ length: SIZE.width * SIZE.height * 3 }, () => 128 + 90 * noise());
  for (let frame = 0; frame < count; frame++) {
    data.fill(frame & 255, 3 * SIZE.width * (frame % SIZE.height), 3 * SIZE.width * ((frame % SIZE.height) + 1));
    yield { ...SIZE, data };
  }
}
