// @ts-nocheck: plain JavaScript, as the host finds an app; what matters here is what it gets at run time
import * as df from 'durable-functions';

/** How often `flaky` has failed for a key; in memory, so a test names fresh keys. */
const failures = new Map();

df.app.activity('addOne', { handler: (n) => n + 1 });
df.app.activity('double', { handler: (n) => n * 2 });
df.app.activity('echo', { handler: (value) => value });
df.app.activity('nothing', { handler: () => undefined });
df.app.activity('instanceOfCall', { handler: (_, context) => context.triggerMetadata.instanceId });
df.app.activity('traceOfCall', { handler: (_, context) => context.traceContext.traceParent });
df.app.activity('alwaysFails', {
  handler: () => {
    throw new TypeError('boom');
  },
});
df.app.activity('flaky', {
  handler: ({ key, failTimes }) => {
    const failed = failures.get(key) ?? 0;
    if (failed >= failTimes) return `ok after ${failed} failures`;
    failures.set(key, failed + 1);
    throw new Error(`flaky failure ${failed + 1}`);
  },
});
df.app.activity('slow', {
  handler: async (ms) => {
    globalThis.slowRunning = (globalThis.slowRunning ?? 0) + 1;
    globalThis.slowMostRunning = Math.max(globalThis.slowMostRunning ?? 0, globalThis.slowRunning);
    await new Promise((resolve) => setTimeout(resolve, ms));
    globalThis.slowRunning -= 1;
    return ms;
  },
});
