import { CliFailure } from '../failures/cli-failure.js';

/** The address all API paths start from, for a server's address with or without `/api`. Fails with `usage`. */
export function apiBaseUrl(server: string): string {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw CliFailure.of('usage', `"${server}" is not a server address.`, {
      next: 'Give an address such as https://polydub.example.com with --server or POLYDUB_URL.',
    });
  }
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${path.endsWith('/api') ? path : `${path}/api`}`;
}
