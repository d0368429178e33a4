import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * @typedef {import('./read-dockerfile.mjs').Instruction} Instruction
 * @typedef {Readonly<{
 *   instructions: readonly Instruction[],
 *   context: string,
 *   target: string,
 *   buildArgs: Readonly<Record<string, string>>,
 *   say: (text: string) => void,
 * }>} FollowParams `target` is an empty folder: every stage gets a root folder of its own in it
 * @typedef {{
 *   readonly root: string,
 *   workdir: string,
 *   readonly env: Record<string, string>,
 *   readonly args: Record<string, string>,
 *   entrypoint: readonly string[],
 * }} Stage
 */

/** What only a base image can take: packages and accounts of its system, and NVIDIA's libraries. */
const OF_THE_SYSTEM = /\b(apt-get|useradd|ldconfig)\b|mkdir \/cuda/;

/**
 * Does what a Dockerfile says without Docker: each stage in a folder of its own in place of a file system, `RUN` in that
 * folder with the programs of this machine. What changes the system itself is left out, and said. Throws when an
 * instruction fails or is not known.
 * @param {FollowParams} params
 * @returns {{ readonly worker: Stage, readonly leftOut: readonly Instruction[] }} the last stage
 */
export function followDockerfile(params) {
  /** @type {Map<string, Stage>} */
  const stages = new Map();
  /** @type {Record<string, string>} */
  const global = {};
  /** @type {Instruction[]} */
  const leftOut = [];
  /** @type {Stage | undefined} */
  let stage;
  for (const instruction of params.instructions) {
    const { name, value } = instruction;
    if (name === 'FROM') stage = openStage(value, stages, params.target);
    else if (stage === undefined) declare(value, global, params);
    else if (name === 'RUN' && OF_THE_SYSTEM.test(value)) leftOut.push(instruction);
    else follow(instruction, stage, { ...params, stages });
  }
  if (stage === undefined) throw new Error('The Dockerfile has no stage.');
  return { worker: stage, leftOut };
}

/**
 * A stage from another begins with its files, linked: nothing written later may change those of the first.
 * @param {string} value
 * @param {Map<string, Stage>} stages
 * @param {string} target
 * @returns {Stage}
 */
function openStage(value, stages, target) {
  const [image = '', name = String(stages.size)] = value.split(/\s+AS\s+/i);
  const root = join(target, name);
  const base = stages.get(image);
  if (base === undefined) mkdirSync(root, { recursive: true });
  else run('cp', ['--archive', '--link', base.root, root], target, {});
  const env = Object.fromEntries(
    Object.entries(base?.env ?? {}).map(([key, each]) => [key, each.replace(base?.root ?? '', root)]),
  );
  const stage = { root, workdir: base?.workdir.replace(base.root, root) ?? root, env, args: {}, entrypoint: [] };
  stages.set(name, stage);
  return stage;
}

/**
 * @param {Instruction} instruction
 * @param {Stage} stage
 * @param {FollowParams & Readonly<{ stages: ReadonlyMap<string, Stage> }>} params
 */
function follow({ name, value, line }, stage, params) {
  switch (name) {
    case 'WORKDIR':
      stage.workdir = within(stage, value);
      mkdirSync(stage.workdir, { recursive: true });
      return;
    case 'ARG':
      declare(value, stage.args, params);
      return;
    case 'ENV':
      for (const [, key = '', word = ''] of value.matchAll(/(\w+)=(\S*)/g)) {
        stage.env[key] = word.startsWith('/') ? within(stage, word) : word;
      }
      return;
    case 'COPY':
      copy(value, stage, params);
      return;
    case 'RUN':
      params.say(`RUN ${value.slice(0, 100)}${value.length > 100 ? '…' : ''}`);
      run('/bin/bash', ['-e', '-o', 'pipefail', '-c', value], stage.workdir, { ...stage.env, ...stage.args });
      return;
    case 'VOLUME':
      for (const path of JSON.parse(value)) mkdirSync(within(stage, path), { recursive: true });
      return;
    case 'ENTRYPOINT':
      stage.entrypoint = JSON.parse(value);
      return;
    case 'SHELL':
    case 'USER':
      return;
    default:
      throw new Error(`Line ${line}: nobody here knows how to do ${name}.`);
  }
}

/**
 * @param {Stage} stage
 * @param {string} path
 */
function within(stage, path) {
  return path.startsWith('/') ? join(stage.root, path) : join(stage.workdir, path);
}

/**
 * @param {string} value
 * @param {Record<string, string>} args
 * @param {Pick<FollowParams, 'buildArgs'>} params
 */
function declare(value, args, { buildArgs }) {
  const [name = '', word = ''] = value.split('=');
  args[name] = buildArgs[name] ?? word;
}

/**
 * @param {string} value
 * @param {Stage} stage
 * @param {FollowParams & Readonly<{ stages: ReadonlyMap<string, Stage> }>} params
 */
function copy(value, stage, { context, stages }) {
  const words = value.split(/\s+/);
  const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
  const paths = words.filter((word) => !word.startsWith('--'));
  const target = within(stage, paths.at(-1) ?? '');
  for (const path of paths.slice(0, -1)) {
    const source = join(from === undefined ? context : (stages.get(from)?.root ?? ''), path);
    if (!existsSync(source)) {
      if (from !== undefined && OUTSIDE.test(path)) continue;
      throw new Error(`COPY ${value}: there is no ${source}.`);
    }
    const isFile = statSync(source).isFile();
    const isIntoFolder = (paths.at(-1) ?? '').endsWith('/');
    cpSync(source, isFile && isIntoFolder ? join(target, basename(path)) : target, {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}

/** What a base image brings: Node, and NVIDIA's libraries where there are any. */
const OUTSIDE = /^\/(usr|cuda)\b/;

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {Readonly<Record<string, string>>} env
 */
function run(command, args, cwd, env) {
  const done = spawnSync(command, [...args], { cwd, stdio: ['ignore', 2, 'inherit'], env: { ...process.env, ...env } });
  if (done.status !== 0) throw new Error(`${command} ${args.at(-1)} ended with ${done.status ?? done.signal}.`);
}
