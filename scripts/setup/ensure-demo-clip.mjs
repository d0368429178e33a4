import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './run-step.mjs';
import { say } from './say.mjs';

/**
 * The demo clip under `.polydub/demo/`. Without it everything but `dub` without a file still works, so a failure is only told.
 * @type {import('./run-setup.mjs').SetupNeed}
 */
export const demoClip = {
  isMet: (root) => existsSync(join(root, '.polydub', 'demo', 'demo.transcript.json')),
  meet: (root) => {
    say('making the demo clip (.polydub/demo/demo.mp4)…');
    const script = join(root, 'scripts', 'make-demo-clip.mjs');
    const done = runStep({ command: process.execPath, args: [script], cwd: root });
    if (!done.isOk) say(`the demo clip could not be made; name a video of your own.\n${done.tail}`);
  },
};
