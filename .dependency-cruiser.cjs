/**
 * Who may import whom: pipeline <- platform <- functions | gpu-container | local <- cli; web sees contracts only.
 * `npm run depcruise` decides, not review. Type-only imports count. Every rule has a test that it bites
 * (test/house/dependency-rules.test.ts).
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'pipeline-knows-no-other-part',
      comment: 'The domain is pure TypeScript: what it needs from outside comes in through its ports.',
      severity: 'error',
      from: { path: '^pipeline/' },
      to: { path: '^(platform|functions|gpu-container|infra|local|cli|web|bench|scripts)/' },
    },
    {
      name: 'pipeline-uses-no-node',
      comment: 'No file system, environment, clock or random numbers in the domain.',
      severity: 'error',
      from: { path: '^pipeline/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pipeline-uses-pure-packages-only',
      comment: 'Schemas and parsers that do nothing but compute; add one here with its reason in an ADR.',
      severity: 'error',
      from: { path: '^pipeline/' },
      to: { dependencyTypes: ['npm', 'npm-dev'], pathNot: 'node_modules/(zod|saxes|chardet)/' },
    },
    {
      name: 'platform-knows-the-pipeline-only',
      comment: 'Adapters serve both Functions and the container; they know neither.',
      severity: 'error',
      from: { path: '^platform/' },
      to: { path: '^(functions|gpu-container|local|cli|web|bench|scripts)/' },
    },
    {
      name: 'functions-know-no-worker',
      comment: 'Media and model work reaches the container through Service Bus, never by import.',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(gpu-container|local|cli|web|bench|scripts)/' },
    },
    {
      name: 'worker-knows-no-functions',
      comment: 'The container image holds no Functions code.',
      severity: 'error',
      from: { path: '^gpu-container/' },
      to: { path: '^(functions|local|cli|web|bench|scripts)/' },
    },
    {
      name: 'local-loads-the-app-and-imports-none-of-it',
      comment: 'Production code runs unchanged inside the local cloud: it is loaded as the real host loads it.',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^(functions|gpu-container|cli|web|bench|scripts)/' },
    },
    {
      name: 'cli-talks-http',
      comment: 'The CLI starts the local cloud, and otherwise sees Polydub through its API alone.',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: '^(platform|functions|gpu-container|web|bench|scripts)/' },
    },
    {
      name: 'cli-uses-no-azure-client',
      comment: 'Uploads go to the address the API hands out, by plain HTTP.',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: 'node_modules/@azure/' },
    },
    {
      name: 'web-sees-contracts-only',
      comment: 'The studio talks HTTP; it shares types with the API and nothing else.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(pipeline/(?!contracts/)|platform/|functions/|gpu-container/|local/|cli/|bench/|scripts/)' },
    },
    {
      name: 'orchestrators-know-contracts-and-names',
      comment: 'A replayed generator imports nothing that acts: no activity, adapter, trigger or composition.',
      severity: 'error',
      from: { path: '^functions/orchestrators/' },
      to: { path: '^(platform/|functions/(?!orchestrators/|names\\.ts$))' },
    },
    {
      name: 'orchestrators-use-no-node',
      severity: 'error',
      comment: 'node:* modules read clocks, random numbers and files, which replay cannot repeat.',
      from: { path: '^functions/orchestrators/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'orchestrators-use-durable-and-zod-only',
      comment: 'Any other package may be non-deterministic.',
      severity: 'error',
      from: { path: '^functions/orchestrators/' },
      to: { dependencyTypes: ['npm', 'npm-dev'], pathNot: 'node_modules/(durable-functions|zod)/' },
    },
    {
      name: 'azure-clients-stay-at-the-edges',
      comment:
        'One place knows how to reach storage, messaging and credentials; local/ and tests check it from outside.',
      severity: 'error',
      from: { path: '^(functions/[^/]+/|gpu-container/src/(engines|media|models|sound|stages)/)' },
      to: { path: 'node_modules/@azure/(storage-blob|service-bus|identity|data-tables)/' },
    },
    {
      name: 'engines-are-strangers',
      comment:
        'An engine can be taken out by removing its folder. One built on another bears its name (espeak-aligner); the speech detector is the ear all listening engines share.',
      severity: 'error',
      from: { path: '^gpu-container/src/engines/([a-z0-9]+)[^/]*/' },
      to: {
        path: '^gpu-container/src/engines/[^/]+/',
        pathNot: ['^gpu-container/src/engines/$1', '^gpu-container/src/engines/silero-vad/'],
      },
    },
    {
      name: 'production-uses-no-dev-package',
      comment: 'Development packages are not deployed.',
      severity: 'error',
      from: { path: '^(pipeline|platform|functions|gpu-container)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm'] },
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      comment: 'Tests know the product, never the other way round.',
      from: { path: '^(pipeline|platform|functions|gpu-container|local|cli|web|scripts)/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-circle',
      comment: 'Two modules that need each other are one idea in two files.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that resolves to nothing hides every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'every-package-is-declared',
      comment: 'What is imported is in a package.json, not there by luck of hoisting.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    // TypeScript 7 has no JavaScript API that dependency-cruiser could use; swc parses the same syntax
    parser: 'swc',
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'require', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs'],
    },
  },
};
