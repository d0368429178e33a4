import type { EngineDescriptor, Survey } from '../../../pipeline/contracts/engine-descriptor.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import type { EngineRegistry } from '../engines/engine-registry.js';
import type { RunUnit } from './unit-context.js';

/** `survey`: the engines and voices of this worker version. Output survey. */
export const runSurvey: RunUnit = async ({ directory, artifacts, engines, workerVersion }) => {
  const found = await engines.survey();
  const value: Survey = {
    ...found,
    workerVersion,
    engines: await Promise.all(found.engines.map((engine) => withVoices(engine, engines))),
  };
  return { survey: await storeJsonArtifact({ files: artifacts, directory, name: 'survey', value }) };
};

async function withVoices(engine: EngineDescriptor, engines: EngineRegistry): Promise<EngineDescriptor> {
  if (engine.capability !== 'speech-synthesizer') return engine;
  const synthesizer = await engines.speechSynthesizer(engine.id);
  const perLanguage = await Promise.all(engine.languages.map((language) => synthesizer.voices(language)));
  const voices = new Map(perLanguage.flat().map((voice) => [`${voice.language} ${voice.id}`, voice]));
  return { ...engine, voices: [...voices.values()] };
}
