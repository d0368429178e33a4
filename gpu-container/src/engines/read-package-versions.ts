import { readFile } from 'node:fs/promises';

const DPKG_STATUS = '/var/lib/dpkg/status';

/** Installed Debian packages and their versions; empty on a system without dpkg. */
export async function readPackageVersions(path: string = DPKG_STATUS): Promise<ReadonlyMap<string, string>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return new Map(); // not a Debian system: engines are then known by their programs alone
  }
  const versions = new Map<string, string>();
  for (const stanza of text.split('\n\n')) {
    const name = /^Package: (.+)$/m.exec(stanza)?.[1];
    const version = /^Version: (.+)$/m.exec(stanza)?.[1];
    if (name !== undefined && version !== undefined && /^Status: install ok installed$/m.test(stanza)) {
      versions.set(name, version);
    }
  }
  return versions;
}
