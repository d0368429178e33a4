import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What the image is made of: the same as in .dockerignore. */
const PARTS = [
  'package.json',
  'package-lock.json',
  '.npmrc',
  'gpu-container/package.json',
  'gpu-container/Dockerfile',
  'dist/node_modules',
  'dist/models',
  'dist/pipeline',
  'dist/platform',
  'dist/gpu-container',
];

/**
 * Puts the context of the worker's image in a folder of its own: what goes to the registry's builder is this and
 * nothing else.
 * @param {string} root with dist/ built
 * @param {string} target emptied first
 */
export function stageWorker(root, target) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(target, 'gpu-container'), { recursive: true });
  for (const part of PARTS) cpSync(join(root, part), join(target, part), { recursive: true });
}
