import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { ModelEntry, ModelFile } from '../model-entry.js';
import type { ModelSource, OpenModelFile, OpenModelFileParams } from './model-source.js';

export interface HubSourceParams {
  /** Without a trailing slash: `https://huggingface.co`. */
  readonly endpoint: string;
  /** Where the files of GitHub repositories lie raw; replaced in tests. */
  readonly rawEndpoint?: string;
  /** For gated models; goes to the hub itself, never to where it redirects. */
  readonly token?: string | undefined;
}

const RAW_ENDPOINT = 'https://raw.githubusercontent.com';
const MAX_REDIRECTS = 5;
/** A source that sends nothing for this long is taken for dead, in ms. */
const HEADERS_TIMEOUT_MS = 30_000;

/** The public places: the hub, and raw files of public repositories at a commit. */
export function createHubSource(params: HubSourceParams): ModelSource {
  return {
    name: new URL(params.endpoint).host,
    isOurs: false,
    open: async ({ entry, file, offset, signal }) => {
      const url = addressOf(entry, file, params);
      if (url === undefined) return undefined;
      // what opens the hub is no business of the place raw files come from
      const token = entry.origin.kind === 'hub' ? params.token : undefined;
      return openAddress({ url, offset, signal, token });
    },
  };
}

/** Where a file is published, or `undefined` for a model that is published nowhere in this form. */
function addressOf(entry: ModelEntry, file: ModelFile, params: HubSourceParams): string | undefined {
  const path = (file.originPath ?? file.path).split('/').map(encodeURIComponent).join('/');
  const { origin } = entry;
  switch (origin.kind) {
    case 'hub':
      return `${params.endpoint}/${origin.repo}/resolve/${origin.revision}/${path}`;
    case 'github':
      return `${params.rawEndpoint ?? RAW_ENDPOINT}/${origin.repo}/${origin.commit}/${path}`;
    case 'converted':
      return undefined;
    default:
      return origin satisfies never;
  }
}

interface OpenAddressParams extends Pick<OpenModelFileParams, 'offset' | 'signal'> {
  readonly url: string;
  readonly token: string | undefined;
}

/** Follows redirects by hand: the hub says on the way what the bytes at the end must be. */
async function openAddress({ url, offset, signal, token }: OpenAddressParams): Promise<OpenModelFile | undefined> {
  let at = new URL(url);
  let declared: Pick<OpenModelFile, 'sha256' | 'commit'> = {};
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const isFirst = at.origin === new URL(url).origin;
    const response = await ask(at, signal, {
      'accept-encoding': 'identity', // a range of a compressed body is of no use
      ...(offset > 0 ? { range: `bytes=${offset}-` } : {}),
      ...(token !== undefined && isFirst ? { authorization: `Bearer ${token}` } : {}),
    });
    declared = { ...declaredBy(response.headers), ...declared };
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null)
      return readAnswer({ response, offset, declared, at });
    await response.body?.cancel();
    at = new URL(location, at);
  }
  throw new PipelineError('unavailable', `${new URL(url).host} redirects without end.`);
}

async function ask(at: URL, signal: AbortSignal, headers: Record<string, string>): Promise<Response> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(new Error('no answer in time')), HEADERS_TIMEOUT_MS);
  try {
    return await fetch(at, { redirect: 'manual', headers, signal: AbortSignal.any([signal, patience.signal]) });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new PipelineError('unavailable', `${at.host} cannot be reached.`, { cause });
  } finally {
    clearTimeout(timer);
  }
}

interface Answer {
  readonly response: Response;
  readonly offset: number;
  readonly declared: Pick<OpenModelFile, 'sha256' | 'commit'>;
  readonly at: URL;
}

async function readAnswer({ response, offset, declared, at }: Answer): Promise<OpenModelFile | undefined> {
  const { status, headers, body } = response;
  if (status === 404) return undefined;
  // what we have is as long as the whole: the digest will say whether it is the whole
  if (status === 416) return { offset, bytes: nothing(), totalBytes: offset, ...declared };
  if ((status !== 200 && status !== 206) || body === null) {
    await body?.cancel();
    const isRefused = status === 401 || status === 403;
    const hint = isRefused ? ' Accept its terms there and set HF_TOKEN.' : '';
    throw new PipelineError(
      isRefused ? 'licence-refused' : 'unavailable',
      `${at.host} answered ${status} for ${at.pathname}.${hint}`,
    );
  }
  const start = status === 206 ? Number(/^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1] ?? offset) : 0;
  const length = headers.get('content-length');
  return {
    offset: start,
    bytes: body,
    totalBytes: length === null ? undefined : start + Number(length),
    ...declared,
  };
}

/** Files in large-file storage are named by their sha256; of the others the hub tells another digest. */
function declaredBy(headers: Headers): Pick<OpenModelFile, 'sha256' | 'commit'> {
  const tag = /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(headers.get('x-linked-etag') ?? '')?.[1];
  const commit = headers.get('x-repo-commit');
  return { ...(tag === undefined ? {} : { sha256: tag }), ...(commit === null ? {} : { commit }) };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
