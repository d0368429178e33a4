import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MODEL_LOCK_FILE, ModelLock } from './model-lock.js';

export interface LinkBakedModelsParams {
  /** Models an image was built with, as `pull` leaves them; read only. Need not exist. */
  readonly baked: string;
  /** The models of this machine. */
  readonly folder: string;
}

/**
 * Makes the models of an image models of this machine, by links: nothing is copied, and what is pulled later lies beside
 * them. Leaves alone what is here already. Several processes may do it at once.
 */
export async function linkBakedModels({ baked, folder }: LinkBakedModelsParams): Promise<void> {
  const ids = await readdir(baked).catch(() => []);
  for (const id of ids) await linkModel(join(baked, id), join(folder, id));
}

async function linkModel(from: string, to: string): Promise<void> {
  const lockPath = join(to, MODEL_LOCK_FILE);
  if (await stat(lockPath).catch(() => undefined)) return;
  const text = await readFile(join(from, MODEL_LOCK_FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return; // a file beside the models
  for (const { path } of ModelLock.parse(JSON.parse(text)).files) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await symlink(join(from, path), join(to, path)).catch(unlessThere);
  }
  // the lock comes last and whole: who sees it sees every file it names
  const own = `${lockPath}.${randomUUID()}`;
  await copyFile(join(from, MODEL_LOCK_FILE), own);
  await rename(own, lockPath);
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}
