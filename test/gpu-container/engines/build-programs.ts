import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const SOURCES = ['gpu-container/src/engines/espeak/espeak-process', 'gpu-container/src/engines/espeak/espeak-request'];

/** Compiles the project when the programs that engines start as processes are older than their sources. */
export function buildPrograms(): void {
  const isFresh = SOURCES.every((source) => {
    const built = join(ROOT, 'dist', `${source}.js`);
    return existsSync(built) && statSync(built).mtimeMs >= statSync(join(ROOT, `${source}.ts`)).mtimeMs;
  });
  if (isFresh) return;
  try {
    execFileSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'pipe' });
  } catch {
    // type errors anywhere fail `npm run typecheck`; here only the emitted programs matter, and the tests use them
  }
}
