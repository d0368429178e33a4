import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './run-step.mjs';
import { say } from './say.mjs';

/**
 * The demo clip under `.polydub/demo/`, made again when the scripts that make it changed. Without it everything but
 * `dub` without a file still works, so a failure is only told.
 * @type {import('./run-setup.mjs').SetupNeed}
 */
export const demoClip = {
  isMet: (root) => existsSync(stampPath(root)) && readFileSync(stampPath(root), 'utf8') === digest(root),
  meet: (root) => {
    say('making the demo clip (.polydub/demo/demo.mp4)…');
    const script = join(root, 'scripts', 'make-demo-clip.mjs');
    const done = runStep({ command: process.execPath, args: [script], cwd: root });
    if (done.isOk) writeFileSync(stampPath(root), digest(root));
    else say(`the demo clip could not be made; name a video of your own.\n${done.tail}`);
  },
};

/** @param {string} root */
function stampPath(root) {
  return join(root, '.polydub', 'demo', '.made');
}

/** @param {string} root */
function digest(root) {
  const folder = join(root, 'scripts', 'demo');
  const paths = [join(root, 'scripts', 'make-demo-clip.mjs'), ...readdirSync(folder).map((name) => join(folder, name))];
  const hash = createHash('sha256');
  for (const path of paths.toSorted()) hash.update(readFileSync(path));
  return hash.digest('hex');
}
