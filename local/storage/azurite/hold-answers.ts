import type { Server, ServerResponse } from 'node:http';

const READING_METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Holds the answer to every request that may change something until `settled` resolves. When it rejects the connection
 * is cut: the client must not be told of a change a restart would not find.
 */
export function holdAnswers(server: Server, settled: () => Promise<void>): void {
  // Before Azurite's own listener, so that it is given the response that waits.
  server.prependListener('request', (request, response: ServerResponse) => {
    if (READING_METHODS.has(request.method)) return;
    const end = response.end.bind(response);
    const holdEnd = (...parameters: Parameters<typeof end>): ServerResponse => {
      settled().then(
        () => end(...parameters),
        () => response.destroy(),
      );
      return response;
    };
    // `end` is overloaded; whatever parameters come are handed on as they are.
    response.end = holdEnd as typeof response.end;
  });
}
