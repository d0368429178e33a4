import type { Survey } from '../../../pipeline/contracts/engine-descriptor.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { Denoiser } from '../../../pipeline/ports/denoiser.js';
import type { Diarizer } from '../../../pipeline/ports/diarizer.js';
import type { SpeechQualityMeter } from '../../../pipeline/ports/speech-quality-meter.js';
import type { SpeechRecognizer } from '../../../pipeline/ports/speech-recognizer.js';
import type { SpeechSynthesizer } from '../../../pipeline/ports/speech-synthesizer.js';
import type { Translator } from '../../../pipeline/ports/translator.js';
import type { Logger } from '../../../platform/logging/logger.js';
import { createModelSource } from '../models/create-model-source.js';
import { readModelSettings } from '../models/model-settings.js';
import { createModelStore, type ModelStore } from '../models/model-store.js';
import type { ModelBlobs } from '../models/sources/blob-source.js';
import { createOnnxRuntime, type OnnxRuntime } from '../onnx/onnx-runtime.js';
import { reachForDevice } from '../onnx/reach-for-device.js';
import { readDevice } from '../onnx/read-device.js';
import { findProgram } from '../process/find-program.js';
import { planPieces } from './azure-speech/plan-pieces.js';
import { segmentsFromPhrases } from './azure-speech/segments-from-phrases.js';
import { createDnsmosMeter } from './dnsmos/create-dnsmos-meter.js';
import { createDtlnDenoiser } from './dtln/create-dtln-denoiser.js';
import { phonemize } from './espeak-phonemes/phonemize.js';
import { createGtcrnDenoiser } from './gtcrn/create-gtcrn-denoiser.js';
import { createNeuralTranslator } from './neural-translator/create-neural-translator.js';
import { createPiperSynthesizer } from './piper/create-piper-synthesizer.js';
import { piperVoices } from './piper/piper-voices.js';
import type { SpeechDetector } from './silero-vad/create-speech-detector.js';
import { surveyNeuralEngines } from './survey-neural-engines.js';
import { createWhisperRecognizer } from './whisper/create-whisper-recognizer.js';

export interface NeuralEnginesDeps {
  readonly detector: SpeechDetector;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly hasProgram?: (name: string) => boolean;
  readonly openModelBlobs?: () => Promise<ModelBlobs>;
  readonly log?: Logger;
}

/** By id; without a prototype, so that nothing but an engine is found in it. */
type Engines<T> = Readonly<Record<string, (() => T) | undefined>>;

/** The neural engines by id, with what they share. */
export interface NeuralEngines {
  readonly models: ModelStore;
  readonly onnx: OnnxRuntime;
  survey(): Promise<Omit<Survey, 'workerVersion'>>;
  readonly recognizers: Engines<SpeechRecognizer>;
  readonly translators: Engines<Translator>;
  readonly synthesizers: Engines<SpeechSynthesizer>;
  readonly denoisers: Engines<Denoiser>;
  readonly diarizers: Engines<Diarizer>;
  /** How noisy speech is: tells whether a denoiser helps. */
  readonly speechQualityMeter: SpeechQualityMeter;
}

/** Wires the engines that work with weights. Reads settings; opens, loads and asks nothing before an engine is used. */
export function createNeuralEngines(deps: NeuralEnginesDeps): NeuralEngines {
  const { env = {}, detector } = deps;
  const models = openStore(deps);
  const onnx = createOnnxRuntime({
    device: readDevice(env),
    onDevice: ({ kind, reason }) => deps.log?.info('onnx.device', { device: kind, reason }),
  });
  const whisper = (model: string) => (): SpeechRecognizer =>
    createWhisperRecognizer({ models, onnx, model, detector, cut: planPieces, segment: segmentsFromPhrases });
  const piper = (commercialUse: 'yes' | 'ask') => (): SpeechSynthesizer =>
    createPiperSynthesizer({ models, onnx, voices: piperVoices(commercialUse), phonemize });
  return {
    models,
    onnx,
    survey: () =>
      surveyNeuralEngines({
        reach: (model) => reachForDevice({ models, onnx, model }),
        hasProgram: deps.hasProgram ?? ((name) => findProgram(name) !== undefined),
      }),
    recognizers: bare({ whisper: whisper('whisper-large-v3-turbo'), 'whisper-base': whisper('whisper-base') }),
    translators: bare({
      'opus-mt': () => createNeuralTranslator({ models, onnx, family: 'opus-mt' }),
      nllb: () => createNeuralTranslator({ models, onnx, family: 'nllb' }),
    }),
    synthesizers: bare({ piper: piper('yes'), 'piper-ask': piper('ask') }),
    denoisers: bare({
      gtcrn: () => createGtcrnDenoiser({ models, onnx }),
      dtln: () => createDtlnDenoiser({ models, onnx }),
    }),
    diarizers: bare({}),
    speechQualityMeter: createDnsmosMeter({ models, onnx }),
  };
}

function bare<T>(engines: Record<string, () => T>): Engines<T> {
  return Object.assign(Object.create(null), engines);
}

function openStore({ env = {}, openModelBlobs }: NeuralEnginesDeps): ModelStore {
  const { folder, origin } = readModelSettings(env);
  const blobs =
    openModelBlobs ?? (() => Promise.reject(new PipelineError('engine-missing', 'There is no models container here.')));
  return createModelStore({ folder, source: createModelSource({ origin, blobs, token: env['HF_TOKEN'] }) });
}
