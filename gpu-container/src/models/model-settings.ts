import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

/** The public hub that entries of kind `hub` name. */
const PUBLIC_HUB = 'https://huggingface.co';

/** Where missing model files come from. Only a folder and the deployment's own container are asked during a job. */
export type ModelOriginSetting =
  | { readonly kind: 'hub'; readonly endpoint: string }
  | { readonly kind: 'blob' }
  | { readonly kind: 'folder'; readonly path: string };

export interface ModelSettings {
  /** Absolute path of the folder that holds the models of this machine. */
  readonly folder: string;
  readonly origin: ModelOriginSetting;
  /** Models the image was built with. */
  readonly baked: string | undefined;
}

/**
 * Reads `POLYDUB_MODELS_FOLDER` (default: the user's cache) and `POLYDUB_MODELS_ORIGIN`: `hub` (default), `blob`,
 * an absolute folder, or the https address of a mirror of the hub; and `POLYDUB_MODELS_BAKED`, which the image sets.
 * Fails with `request-invalid`.
 */
export function readModelSettings(env: Readonly<Record<string, string | undefined>>): ModelSettings {
  const folder = env['POLYDUB_MODELS_FOLDER'] || join(cacheOf(env), 'polydub', 'models');
  if (!isAbsolute(folder)) throw invalid('POLYDUB_MODELS_FOLDER', folder, 'an absolute path');
  return {
    folder,
    origin: readOrigin(env['POLYDUB_MODELS_ORIGIN'] || 'hub'),
    baked: env['POLYDUB_MODELS_BAKED'] || undefined,
  };
}

/** A user without a home, as an image may have, has no cache either: asked only where no folder is named. */
function cacheOf(env: Readonly<Record<string, string | undefined>>): string {
  return env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache');
}

function readOrigin(value: string): ModelOriginSetting {
  if (value === 'hub') return { kind: 'hub', endpoint: PUBLIC_HUB };
  if (value === 'blob') return { kind: 'blob' };
  if (isAbsolute(value)) return { kind: 'folder', path: value };
  if (/^https:\/\//.test(value) || /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(value))
    return { kind: 'hub', endpoint: value.replace(/\/+$/, '') };
  throw invalid('POLYDUB_MODELS_ORIGIN', value, 'hub, blob, an absolute folder or an https address');
}

function invalid(name: string, value: string, expected: string): PipelineError {
  return new PipelineError('request-invalid', `${name} must be ${expected}, not "${value}".`);
}
