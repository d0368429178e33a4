import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The clip that set-up makes from packages: a known text spoken by a person. Set-up runs before every test command. */
export function demoClip(): string {
  const path = process.env['POLYDUB_DEMO'] ?? join(process.cwd(), '.polydub/demo/demo.mp4');
  if (!existsSync(path)) throw new Error(`${path} is missing: run the tests through npm test, which makes it.`);
  return path;
}
