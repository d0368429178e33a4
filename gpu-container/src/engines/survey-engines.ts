import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { EngineDescriptor, MissingEngine, Survey } from '../../../pipeline/contracts/engine-descriptor.js';
import { findProgram } from '../process/find-program.js';
import { type EngineFacts, embeddedEngines } from './embedded-engines.js';
import { packageFingerprint } from './package-fingerprint.js';
import { readPackageVersions } from './read-package-versions.js';

/** What a survey looks at; replaced in tests by a machine that lacks things. */
export interface SurveyDeps {
  readonly readPackageVersions?: () => Promise<ReadonlyMap<string, string>>;
  readonly hasProgram?: (name: string) => boolean;
  readonly hasFile?: (path: string) => boolean;
}

/** Tells which embedded engines are installed and how to install the others. Starts no engine. */
export async function surveyEngines(deps: SurveyDeps = {}): Promise<Omit<Survey, 'workerVersion'>> {
  const versions = await (deps.readPackageVersions ?? readPackageVersions)();
  const hasProgram = deps.hasProgram ?? ((name: string): boolean => findProgram(name) !== undefined);
  const hasFile = deps.hasFile ?? existsSync;
  const engines: EngineDescriptor[] = [];
  const missing: MissingEngine[] = [];
  for (const facts of await embeddedEngines()) {
    const absent = [
      ...facts.programs.filter((name) => !hasProgram(name)),
      ...facts.files.filter((alternatives) => !alternatives.some(hasFile)).map(([path = '']) => path),
    ];
    const { id, capability } = facts.engine;
    if (absent.length > 0)
      missing.push({ id, capability, reason: `not found: ${absent.join(', ')}`, install: facts.install });
    else engines.push(describe(facts, versions));
  }
  return { engines, missing };
}

function describe(facts: EngineFacts, versions: ReadonlyMap<string, string>): EngineDescriptor {
  const [main = ''] = facts.packages;
  const pattern = facts.packagePattern;
  const others = pattern === undefined ? [] : [...versions.keys()].filter((name) => pattern.test(name));
  return {
    ...facts.engine,
    version: versions.get(main) ?? facts.versionWithoutPackage ?? 'unknown',
    fingerprint:
      facts.manifest === undefined
        ? packageFingerprint([...new Set([...facts.packages, ...others])], versions)
        : createHash('sha256').update(readFileSync(facts.manifest)).digest('hex'),
    tier: 'embedded',
  };
}
