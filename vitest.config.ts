import { defineConfig } from 'vitest/config';

/** A test that runs longer than this hangs: real media takes seconds, not minutes. */
const MEDIA_TIMEOUT_MS = 120_000;

const project = (name: string, folders: readonly string[], timeoutMs = 20_000) => ({
  test: {
    name,
    include: folders.map((folder) => `test/${folder}/**/*.test.ts`),
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
  },
});

export default defineConfig({
  test: {
    // the machine of a newcomer has two cores, and media tests start processes of their own
    maxWorkers: 2,
    projects: [
      project('unit', ['pipeline', 'platform', 'functions', 'cli', 'scripts']),
      project('house', ['house', 'infra'], 60_000),
      project('local', ['local'], 60_000),
      project('media', ['gpu-container'], MEDIA_TIMEOUT_MS),
      project('e2e', ['e2e'], 600_000),
      project('chaos', ['chaos'], 600_000),
      project('web', ['web'], MEDIA_TIMEOUT_MS),
    ],
  },
});
