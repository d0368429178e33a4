import type { Survey } from '../../../pipeline/contracts/engine-descriptor.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { Denoiser } from '../../../pipeline/ports/denoiser.js';
import type { Diarizer } from '../../../pipeline/ports/diarizer.js';
import type { SourceSeparator } from '../../../pipeline/ports/source-separator.js';
import type { SpeechQualityMeter } from '../../../pipeline/ports/speech-quality-meter.js';
import type { SpeechRecognizer } from '../../../pipeline/ports/speech-recognizer.js';
import type { SpeechSynthesizer } from '../../../pipeline/ports/speech-synthesizer.js';
import type { Translator } from '../../../pipeline/ports/translator.js';
import type { Logger } from '../../../platform/logging/logger.js';
import { createModelSource } from '../models/create-model-source.js';
import { readModelSettings } from '../models/model-settings.js';
import { createModelStore, type ModelStore } from '../models/model-store.js';
import type { ModelBlobs } from '../models/sources/blob-source.js';
import type { NeuralDeps } from '../neural/open-model.js';
import { createOnnxRuntime, type OnnxRuntime } from '../onnx/onnx-runtime.js';
import { reachForDevice } from '../onnx/reach-for-device.js';
import { readDevice } from '../onnx/read-device.js';
import { readGpuTasks } from '../onnx/read-gpu-tasks.js';
import { findProgram } from '../process/find-program.js';
import { planPieces } from './azure-speech/plan-pieces.js';
import { segmentsFromPhrases } from './azure-speech/segments-from-phrases.js';
import { createChatterboxCloner } from './chatterbox/create-chatterbox-cloner.js';
import { createCocktailForkSeparator } from './cocktail-fork/create-cocktail-fork-separator.js';
import { createEnginePlacing, type EnginePlacing } from './create-engine-placing.js';
import { createDemucsSeparator } from './demucs/create-demucs-separator.js';
import { createDnsmosMeter } from './dnsmos/create-dnsmos-meter.js';
import { createDtlnDenoiser } from './dtln/create-dtln-denoiser.js';
import { readClauses } from './espeak-phonemes/read-clauses.js';
import { createGtcrnDenoiser } from './gtcrn/create-gtcrn-denoiser.js';
import { createKokoroSynthesizer } from './kokoro/create-kokoro-synthesizer.js';
import { createMdxSeparator } from './mdx-net/create-mdx-separator.js';
import { MDX_GRAPHS } from './mdx-net/mdx-graphs.js';
import { neuralEngines } from './neural-engines.js';
import { createNeuralTranslator } from './neural-translator/create-neural-translator.js';
import { createHyMtTranslator } from './neural-translator-hy-mt/create-hy-mt-translator.js';
import { createParakeetRecognizer } from './parakeet/create-parakeet-recognizer.js';
import { createPiperSynthesizer } from './piper/create-piper-synthesizer.js';
import { piperVoices } from './piper/piper-voices.js';
import { createPyannoteDiarizer } from './pyannote/create-pyannote-diarizer.js';
import type { SpeechDetector } from './silero-vad/create-speech-detector.js';
import { surveyNeuralEngines } from './survey-neural-engines.js';
import { createTigerSeparator } from './tiger/create-tiger-separator.js';
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
  /** The weights, and what runs the graphs of an engine where the survey says that they run. */
  using(id: string): NeuralDeps;
  readonly confirm: EnginePlacing['confirm'];
  readonly recognizers: Engines<SpeechRecognizer>;
  readonly translators: Engines<Translator>;
  readonly synthesizers: Engines<SpeechSynthesizer>;
  readonly denoisers: Engines<Denoiser>;
  readonly separators: Engines<SourceSeparator>;
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
  const placing = createEnginePlacing({ onnx, gpuTasks: readGpuTasks(env), engines: neuralEngines() });
  const using = (id: string) => ({ models, onnx: placing.runtimeFor(id) });
  const whisper = (id: string, model: string) => (): SpeechRecognizer =>
    createWhisperRecognizer({ ...using(id), model, detector, cut: planPieces, segment: segmentsFromPhrases });
  const piper = (id: string, commercialUse: 'yes' | 'ask') => (): SpeechSynthesizer =>
    createPiperSynthesizer({ ...using(id), voices: piperVoices(commercialUse), read: readClauses });
  return {
    models,
    onnx,
    using,
    survey: () =>
      surveyNeuralEngines({
        reach: (model, device) => reachForDevice({ models, model, device }),
        places: placing.places,
        hasProgram: deps.hasProgram ?? ((name) => findProgram(name) !== undefined),
      }),
    confirm: placing.confirm,
    recognizers: bare({
      parakeet: () =>
        createParakeetRecognizer({ ...using('parakeet'), detector, cut: planPieces, segment: segmentsFromPhrases }),
      whisper: whisper('whisper', 'whisper-large-v3-turbo'),
      'whisper-base': whisper('whisper-base', 'whisper-base'),
    }),
    translators: bare({
      'hy-mt': () => createHyMtTranslator(using('hy-mt')),
      'opus-mt': () => createNeuralTranslator({ ...using('opus-mt'), family: 'opus-mt' }),
      nllb: () => createNeuralTranslator({ ...using('nllb'), family: 'nllb' }),
    }),
    synthesizers: bare({
      chatterbox: () => createChatterboxCloner({ ...using('chatterbox'), model: 'chatterbox-multilingual' }),
      kokoro: () => createKokoroSynthesizer({ ...using('kokoro'), read: readClauses }),
      piper: piper('piper', 'yes'),
      'piper-ask': piper('piper-ask', 'ask'),
    }),
    denoisers: bare({
      gtcrn: () => createGtcrnDenoiser(using('gtcrn')),
      dtln: () => createDtlnDenoiser(using('dtln')),
    }),
    separators: bare({
      'cocktail-fork': () => createCocktailForkSeparator(using('cocktail-fork')),
      tiger: () => createTigerSeparator(using('tiger')),
      'mdx-kim-2': () => createMdxSeparator(using('mdx-kim-2'), MDX_GRAPHS['mdx-kim-2']),
      'mdx-voc-ft': () => createMdxSeparator(using('mdx-voc-ft'), MDX_GRAPHS['mdx-voc-ft']),
      demucs: () => createDemucsSeparator(using('demucs')),
    }),
    diarizers: bare({ pyannote: () => createPyannoteDiarizer(using('pyannote')) }),
    speechQualityMeter: createDnsmosMeter(using('dnsmos')),
  };
}

function bare<T>(engines: Record<string, () => T>): Engines<T> {
  return Object.assign(Object.create(null), engines);
}

function openStore({ env = {}, openModelBlobs }: NeuralEnginesDeps): ModelStore {
  const { folder, origin, baked } = readModelSettings(env);
  const blobs =
    openModelBlobs ?? (() => Promise.reject(new PipelineError('engine-missing', 'There is no models container here.')));
  return createModelStore({ folder, baked, source: createModelSource({ origin, blobs, token: env['HF_TOKEN'] }) });
}
