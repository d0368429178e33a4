/** Settings the worker's engines read; see docs/managed-engines.md and docs/models.md. */
const pattern =
  /^(AZURE_(TRANSLATOR|SPEECH)_\w+|AZURE_CLIENT_ID|POLYDUB_MODELS_(FOLDER|ORIGIN)|POLYDUB_DEVICE|POLYDUB_GPU_TASKS|XDG_CACHE_HOME)$/;

/** Those of the environment's settings that configure managed and neural engines: the worker gets these and no other. */
export function managedEngineSettings(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && pattern.test(name)) found[name] = value;
  }
  return found;
}
