import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Debian's record of installed packages: when it changes, engines may have come or gone. */
const packageRecord = '/var/lib/dpkg/status';

/**
 * Names the worker on this machine as an image digest names it in Azure: by its compiled code, the packages and
 * models installed beside it and the settings of its engines. Another name means the engines are surveyed again.
 */
export async function fingerprintWorker(
  distDirectory: string,
  settings: Readonly<Record<string, string>>,
): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['gpu-container', 'pipeline', 'platform']) {
    const names = (await readdir(join(distDirectory, folder), { recursive: true })).filter((name) =>
      name.endsWith('.js'),
    );
    for (const name of names.sort()) hash.update(name).update(await readFile(join(distDirectory, folder, name)));
  }
  hash.update(await packageState());
  hash.update(await modelState(settings));
  hash.update(JSON.stringify(Object.entries(settings).sort()));
  return `local-${hash.digest('hex').slice(0, 16)}`;
}

async function packageState(): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(packageRecord);
    return `${size} ${mtimeMs}`;
  } catch {
    return process.platform; // not Debian: engines are told apart by their own versions only
  }
}

/** The locks of the models on this machine (docs/models.md): each is written anew when something is pulled. */
async function modelState(settings: Readonly<Record<string, string>>): Promise<string> {
  const cache = settings['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const folder = settings['POLYDUB_MODELS_FOLDER'] || join(cache, 'polydub', 'models');
  const names = await readdir(folder).catch(() => []);
  const states = await Promise.all(
    names.sort().map(async (name) => {
      const lock = await stat(join(folder, name, 'model.lock.json')).catch(() => undefined);
      return lock === undefined ? '' : `${name} ${lock.size} ${lock.mtimeMs}`;
    }),
  );
  return states.join('\n');
}
