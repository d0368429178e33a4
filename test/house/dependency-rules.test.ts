import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cruiseTree } from '../../scripts/checks/cruise-tree.mjs';

const root = join(import.meta.dirname, '..', '..');

/** For each rule a file that must not exist, as `[path, source]`; what it imports is made too. */
const OFFENCES: Readonly<Record<string, readonly [path: string, source: string]>> = {
  'pipeline-knows-no-other-part': ['pipeline/a.ts', "import '../platform/target.js';"],
  'pipeline-uses-no-node': ['pipeline/b.ts', "import type { Stats } from 'node:fs';\nexport type S = Stats;"],
  'pipeline-uses-pure-packages-only': ['pipeline/c.ts', "import '@azure/storage-blob';"],
  'platform-knows-the-pipeline-only': ['platform/a.ts', "import '../functions/target.js';"],
  'functions-know-no-worker': ['functions/a.ts', "import '../gpu-container/src/target.js';"],
  'worker-knows-no-functions': ['gpu-container/src/a.ts', "import '../../functions/target.js';"],
  'local-loads-the-app-and-imports-none-of-it': ['local/a.ts', "import '../functions/target.js';"],
  'cli-talks-http': ['cli/a.ts', "import '../platform/target.js';"],
  'cli-uses-no-azure-client': ['cli/b.ts', "import '@azure/storage-blob';"],
  'web-sees-contracts-only': ['web/a.ts', "import type { T } from '../pipeline/target.js';\nexport type U = T;"],
  'orchestrators-know-contracts-and-names': ['functions/orchestrators/a.ts', "import '../target.js';"],
  'orchestrators-use-no-node': ['functions/orchestrators/b.ts', "import 'node:crypto';"],
  'orchestrators-use-durable-and-zod-only': ['functions/orchestrators/c.ts', "import '@azure/functions';"],
  'azure-clients-stay-at-the-edges': ['functions/http/b.ts', "import '@azure/service-bus';"],
  'engines-are-strangers': ['gpu-container/src/engines/one/a.ts', "import '../two/target.js';"],
  'production-uses-no-dev-package': ['functions/c.ts', "import 'rhea';"],
  'no-test-code-in-the-product': ['platform/b.ts', "import '../test/target.js';"],
  'no-circle': ['platform/c.ts', "import './d.js';"],
  'everything-resolves': ['platform/e.ts', "import './nowhere.js';"],
  'every-package-is-declared': ['platform/f.ts', "import 'rhea-promise';"],
};

const BYSTANDERS: Readonly<Record<string, string>> = {
  'platform/target.ts': 'export {};',
  'functions/target.ts': 'export {};',
  'pipeline/target.ts': 'export type T = string;',
  'gpu-container/src/target.ts': 'export {};',
  'gpu-container/src/engines/two/target.ts': 'export {};',
  'gpu-container/src/engines/silero-vad/target.ts': 'export {};',
  'test/target.ts': 'export {};',
  'platform/d.ts': "import './c.js';",
  // innocent: what the rules must let pass
  'pipeline/good.ts': "import { z } from 'zod';\nexport const schema = z.string();",
  'functions/orchestrators/good.ts': "import '../../pipeline/good.js';\nimport 'durable-functions';",
  'gpu-container/src/engines/one/good.ts': "import '../silero-vad/target.js';",
  'gpu-container/src/engines/two-aligner/good.ts': "import '../two/target.js';",
  'gpu-container/src/engines/registry.ts': "import './two/target.js';",
  'local/good.ts': "import 'rhea';\nimport '../platform/target.js';\nimport 'node:fs';",
  'platform/type-circle-one.ts':
    "import { two } from './type-circle-two.js';\nexport type One = number;\nexport const one = two;",
  'platform/type-circle-two.ts': "import type { One } from './type-circle-one.js';\nexport const two: One = 2;",
};

let tree: string;
let cruised: Awaited<ReturnType<typeof cruiseTree>>;

beforeAll(async () => {
  tree = mkdtempSync(join(tmpdir(), 'polydub-rules-'));
  const files = { ...BYSTANDERS, ...Object.fromEntries(Object.values(OFFENCES)) };
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), source);
  }
  cpSync(join(root, 'package.json'), join(tree, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  const folders = ['pipeline', 'platform', 'functions', 'gpu-container', 'local', 'cli', 'web'];
  cruised = await cruiseTree(tree, folders);
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('the dependency rules', () => {
  const { forbidden } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
  const rules: readonly string[] = forbidden.map((rule: { name: string }) => rule.name);

  it('each have an offence here', () => {
    expect(Object.keys(OFFENCES).toSorted()).toEqual(rules.toSorted());
  });

  it.each(rules)('%s bites', (rule) => {
    const [path] = OFFENCES[rule] ?? ['?'];
    expect(cruised.violations.filter((found) => found.from === path).map((found) => found.rule)).toContain(rule);
  });

  it('let everything else pass, also circles that types alone close', () => {
    const offenders = new Set([...Object.values(OFFENCES).map(([path]) => path), 'platform/d.ts']);
    expect(cruised.violations.filter((found) => !offenders.has(found.from))).toEqual([]);
  });
});
