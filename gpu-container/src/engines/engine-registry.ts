import type { EngineChoice } from '../../../pipeline/contracts/engine-choice.js';
import type { Survey } from '../../../pipeline/contracts/engine-descriptor.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { Denoiser } from '../../../pipeline/ports/denoiser.js';
import type { Diarizer } from '../../../pipeline/ports/diarizer.js';
import type { SourceSeparator } from '../../../pipeline/ports/source-separator.js';
import type { SpeechAligner } from '../../../pipeline/ports/speech-aligner.js';
import type { SpeechQualityMeter } from '../../../pipeline/ports/speech-quality-meter.js';
import type { SpeechRecognizer } from '../../../pipeline/ports/speech-recognizer.js';
import type { SpeechSynthesizer } from '../../../pipeline/ports/speech-synthesizer.js';
import type { Translator } from '../../../pipeline/ports/translator.js';
import type { Logger } from '../../../platform/logging/logger.js';
import type { ModelBlobs } from '../models/sources/blob-source.js';
import type { NeuralDeps } from '../neural/open-model.js';
import { createApertiumTranslator } from './apertium/create-apertium-translator.js';
import { createAzureEngines } from './azure-service/create-azure-engines.js';
import type { NeuralEngines } from './create-neural-engines.js';
import { createEspeakSynthesizer } from './espeak/create-espeak-synthesizer.js';
import { createEspeakAligner } from './espeak-aligner/create-espeak-aligner.js';
import { createFliteSynthesizer } from './flite/create-flite-synthesizer.js';
import { createPicoSynthesizer } from './pico/create-pico-synthesizer.js';
import { createPocketsphinxRecognizer } from './pocketsphinx/create-pocketsphinx-recognizer.js';
import { createSpeechDetector, type SpeechDetector } from './silero-vad/create-speech-detector.js';
import { type SurveyDeps, surveyEngines } from './survey-engines.js';
import { createVoiceClustersDiarizer } from './voice-clusters/create-voice-clusters-diarizer.js';

/** The engines of this worker. Nothing is started before it is used; what was started ends with `dispose`. */
export interface EngineRegistry {
  /** What is installed and what is missing; looks at files only, starts nothing. */
  survey(): Promise<Omit<Survey, 'workerVersion'>>;
  /** Fails with `engine-failed` where a unit was planned for a device that this process does not compute on. */
  confirm(choice: EngineChoice): Promise<void>;
  /** Each getter fails with `engine-missing` for an id it does not know. */
  speechRecognizer(id: string): Promise<SpeechRecognizer>;
  speechAligner(id: string): Promise<SpeechAligner>;
  translator(id: string): Promise<Translator>;
  speechSynthesizer(id: string): Promise<SpeechSynthesizer>;
  denoiser(id: string): Promise<Denoiser>;
  /** The neural ones; `centre-extraction` is a part of its stage. */
  sourceSeparator(id: string): Promise<SourceSeparator>;
  diarizer(id: string): Promise<Diarizer>;
  /** How noisy speech is; a denoiser is surveyed only where its weights are here. */
  speechQualityMeter(): Promise<SpeechQualityMeter>;
  /** Where people speak in a file, for stages that need no words. */
  speechDetector(): SpeechDetector;
  /** What a neural engine of an id works with, for engines that stages open by themselves. */
  neural(id: string): Promise<NeuralDeps>;
  /** Ends every process an engine keeps and frees every graph. May be called twice. */
  dispose(): Promise<void>;
}

type Factory<T> = () => T;
/** The neural engine of an id, or nothing: loaded by the first job that wants one, or by a survey. */
type Find<T> = (id: string) => Promise<Factory<T> | undefined>;

export interface EngineRegistryDeps extends SurveyDeps {
  /** Settings of the managed engines; none without it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly log?: Logger;
  /** Opens the deployment's `models` container; asked only where that is the origin of models. */
  readonly openModelBlobs?: () => Promise<ModelBlobs>;
}

/** Creates the registry of the embedded engines and, where they are configured, the managed ones. */
export function createEngineRegistry(deps: EngineRegistryDeps = {}): EngineRegistry {
  const detector = createSpeechDetector();
  let loading: Promise<NeuralEngines> | undefined;
  const neural = (): Promise<NeuralEngines> => {
    loading ??= import('./create-neural-engines.js').then((module) =>
      module.createNeuralEngines({ ...deps, detector }),
    );
    return loading;
  };
  const azure = createAzureEngines({ env: deps.env ?? {}, detector, log: deps.log });
  const recognizers = lazily<SpeechRecognizer>(
    'speech recognizer',
    {
      pocketsphinx: () => createPocketsphinxRecognizer({ detector }),
      'azure-speech': azure.recognizer,
    },
    async (id) => (await neural()).recognizers[id],
  );
  const aligners = lazily<SpeechAligner>('speech aligner', {
    'espeak-aligner': () => createEspeakAligner({ detector }),
  });
  const apertium = createApertiumTranslator();
  const translators = lazily<Translator>(
    'translator',
    {
      apertium: () => apertium,
      'azure-translator': azure.translator,
    },
    async (id) => (await neural()).translators[id],
  );
  const synthesizers = lazily<SpeechSynthesizer>(
    'speech synthesizer',
    {
      espeak: createEspeakSynthesizer,
      flite: createFliteSynthesizer,
      pico: createPicoSynthesizer,
      'azure-speech': azure.synthesizer,
    },
    async (id) => (await neural()).synthesizers[id],
  );
  const denoisers = lazily<Denoiser>('denoiser', {}, async (id) => (await neural()).denoisers[id]);
  const separators = lazily<SourceSeparator>('source separator', {}, async (id) => (await neural()).separators[id]);
  const diarizers = lazily<Diarizer>(
    'diarizer',
    { 'voice-clusters': createVoiceClustersDiarizer },
    async (id) => (await neural()).diarizers[id],
  );
  return {
    survey: async () => {
      const surveys = [await surveyEngines(deps), await (await neural()).survey()];
      if (deps.env !== undefined) surveys.push(azure.survey());
      return {
        engines: surveys.flatMap(({ engines }) => engines),
        missing: surveys.flatMap(({ missing }) => missing),
      };
    },
    confirm: async (choice) => {
      if (choice.device !== undefined) await (await neural()).confirm(choice);
    },
    speechRecognizer: recognizers.get,
    speechAligner: aligners.get,
    translator: translators.get,
    speechSynthesizer: synthesizers.get,
    denoiser: denoisers.get,
    sourceSeparator: separators.get,
    diarizer: diarizers.get,
    speechQualityMeter: async () => (await neural()).speechQualityMeter,
    speechDetector: () => detector,
    neural: async (id) => (await neural()).using(id),
    dispose: async () => {
      await apertium.dispose();
      await (await loading)?.onnx.dispose();
    },
  };
}

/** Makes each engine on first use and keeps it. */
function lazily<T>(
  what: string,
  factories: Readonly<Record<string, Factory<T>>>,
  find: Find<T> = async () => undefined,
): { get(id: string): Promise<T> } {
  const made = new Map<string, T>();
  return {
    get: async (id) => {
      const factory = Object.hasOwn(factories, id) ? factories[id] : await find(id);
      if (factory === undefined) throw new PipelineError('engine-missing', `There is no ${what} called "${id}".`);
      const known = made.get(id);
      if (known !== undefined) return known;
      const engine = factory();
      made.set(id, engine);
      return engine;
    },
  };
}
