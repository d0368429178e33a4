import type { Server } from 'node:http';

/**
 * Answers `GET ?comp=metadata` with headers alone, as the service does. Azurite 3.35 sends the whole blob along, and it
 * asks so itself whenever a copy's source is signed: a film that was copied would be read into memory several times.
 * Not needed any more once Azurite's `validateCopySource` reads headers only.
 * https://learn.microsoft.com/rest/api/storageservices/get-blob-metadata
 */
export function keepMetadataSmall(server: Server): void {
  server.prependListener('request', (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const parameters = query.split('&');
    // A shared key signs the method and the query, a signature in the query neither: only such requests can be changed.
    const isSigned = parameters.some((parameter) => parameter.startsWith('sig='));
    if (request.method !== 'GET' || !isSigned || !parameters.includes('comp=metadata')) return;
    request.method = 'HEAD';
    request.url = `${path}?${parameters.filter((parameter) => parameter !== 'comp=metadata').join('&')}`;
    const setHeader = response.setHeader.bind(response);
    response.setHeader = (name, value) => setHeader(name, name.toLowerCase() === 'content-length' ? 0 : value);
  });
}
