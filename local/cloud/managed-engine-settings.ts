/** Settings the worker's managed engines read; see docs/managed-engines.md. */
const pattern = /^(AZURE_(TRANSLATOR|SPEECH)_\w+|AZURE_CLIENT_ID)$/;

/** Those of the environment's settings that configure managed engines: the worker gets these and no other. */
export function managedEngineSettings(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && pattern.test(name)) found[name] = value;
  }
  return found;
}
