// What an execution does in a test, named by its first argument. It takes no message: the test settles those itself.
import { spawn } from 'node:child_process';

const behaviour = process.argv[2] ?? '';
const name = process.env['CONTAINER_APP_JOB_EXECUTION_NAME'];
const job = process.env['CONTAINER_APP_JOB_NAME'];

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}

function stay() {
  setInterval(() => {}, 1_000);
}

/** @type {Readonly<Record<string, () => void>>} */
const behaviours = {
  wait: stay,
  end: () => {},
  fail: () => {
    process.stderr.write('cannot go on\n');
    process.exitCode = 3;
  },
  polite: () => {
    stay();
    process.on('SIGTERM', () => {
      say('asked to end');
      process.exit(0);
    });
  },
  stubborn: () => {
    stay();
    process.on('SIGTERM', () => say('asked to end'));
  },
  parent: () => {
    const child = spawn('sleep', ['600'], { stdio: 'ignore' });
    say(`child ${child.pid}`);
    stay();
  },
};

const behave = behaviours[behaviour];
if (!behave) throw new Error(`There is no behaviour '${behaviour}'.`);
behave();
// Said last: whoever reads it may send signals from now on.
say(`started ${behaviour} as ${name} of ${job}`);
