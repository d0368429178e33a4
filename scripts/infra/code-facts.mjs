/**
 * What the code says about the cloud it runs in. `appReads` and `workerReads` are names of settings, `envReaders` the
 * files that look at the environment, `metricNames` what telemetry
 * measures, `functionsSource` is functions/index.ts.
 * @typedef {Readonly<{
 *   queueNames: readonly string[],
 *   containerNames: readonly string[],
 *   appReads: readonly string[],
 *   workerReads: readonly string[],
 *   envReaders: readonly string[],
 *   longestStageMs: number,
 *   metricNames: readonly string[],
 *   functionsSource: string,
 * }>} CodeFacts
 */

export {};
