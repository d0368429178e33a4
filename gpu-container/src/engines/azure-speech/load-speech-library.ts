/** The service's own library, loaded on first use: most executions never speak through it. */
export async function loadSpeechLibrary(): Promise<typeof import('microsoft-cognitiveservices-speech-sdk')> {
  const [library, { WebsocketMessageAdapter }] = await Promise.all([
    import('microsoft-cognitiveservices-speech-sdk'),
    import('microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.browser/WebsocketMessageAdapter.js'),
  ]);
  // From Node 22 on there is a WebSocket as in browsers, which the library prefers: it sends no headers, so no credential.
  WebsocketMessageAdapter.forceNpmWebSocket = true;
  return library;
}
