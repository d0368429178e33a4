import type { EngineDescriptor, Survey } from '../../../pipeline/contracts/engine-descriptor.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import type { EngineRegistry } from '../engines/engine-registry.js';
import type { RunUnit } from './unit-context.js';

/** `survey`: the engines and voices of this worker version. Output survey. */
export const runSurvey: RunUnit = async ({ directory, artifacts, engines, workerVersion }) => {
  const found = await engines.survey();
  const seen = await Promise.all(found.engines.map((engine) => lookAt(engine, engines)));
  const value: Survey = {
    workerVersion,
    engines: seen.flatMap((each) => each.engines),
    missing: [...found.missing, ...seen.flatMap((each) => each.missing)],
  };
  return { survey: await storeJsonArtifact({ files: artifacts, directory, name: 'survey', value }) };
};

/** A managed engine whose credentials are refused is missing; it must not take the other engines with it. */
async function lookAt(engine: EngineDescriptor, engines: EngineRegistry): Promise<Pick<Survey, 'engines' | 'missing'>> {
  try {
    return { engines: [await withVoices(engine, engines)], missing: [] };
  } catch (error) {
    if (engine.tier !== 'managed' || !(error instanceof PipelineError) || error.retryable) throw error;
    const { id, capability } = engine;
    return {
      engines: [],
      missing: [{ id, capability, reason: error.message, install: 'see docs/managed-engines.md' }],
    };
  }
}

async function withVoices(engine: EngineDescriptor, engines: EngineRegistry): Promise<EngineDescriptor> {
  if (engine.capability !== 'speech-synthesizer') return engine;
  const synthesizer = await engines.speechSynthesizer(engine.id);
  const perLanguage = await Promise.all(engine.languages.map((language) => synthesizer.voices(language)));
  const voices = new Map(perLanguage.flat().map((voice) => [`${voice.language} ${voice.id}`, voice]));
  return { ...engine, voices: [...voices.values()] };
}
