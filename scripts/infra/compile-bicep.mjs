import { spawnSync } from 'node:child_process';

/**
 * What Bicep's own compiler says about a file: every line it prints but its notes about itself is a fault.
 * @param {Readonly<{ bicep: string, root: string, path: string }>} params `bicep` is the command
 * @returns {readonly import('./finding.mjs').Finding[]}
 */
export function compileBicep({ bicep, root, path }) {
  const verb = path.endsWith('.bicepparam') ? 'build-params' : 'build';
  const done = spawnSync(bicep, [verb, path, '--stdout'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 });
  const said = (done.stderr ?? '').split('\n').filter((line) => /\b(Warning|Error)\b/.test(line));
  if (said.length === 0 && done.status === 0) return [];
  const messages = said.length > 0 ? said : [done.error?.message ?? `bicep ended with ${done.status}`];
  return messages.map((message) => ({ rule: 'bicep', path, line: 1, message: message.trim() }));
}
