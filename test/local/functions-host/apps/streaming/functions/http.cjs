// @ts-nocheck: plain JavaScript, as the host finds an app; what matters here is what it gets at run time
const { app } = require('@azure/functions');

app.setup({ enableHttpStream: true });

app.http('count', {
  route: 'count/{label}',
  methods: ['POST'],
  handler: async (request) => {
    let bytes = 0;
    for await (const chunk of request.body) bytes += chunk.length;
    return {
      jsonBody: { bytes, label: request.params.label, header: request.headers.get('x-custom'), url: request.url },
    };
  },
});

/** Writes its second chunk only when the test has read the first. */
app.http('chunks', {
  methods: ['GET'],
  handler: () => {
    async function* chunks() {
      yield Buffer.from('first\n');
      await new Promise((resolve) => {
        globalThis.releaseChunk = resolve;
      });
      yield Buffer.from('second\n');
    }
    return { headers: { 'content-type': 'text/plain', 'x-answer': 'streamed' }, body: chunks() };
  },
});

app.http('throws', {
  methods: ['POST'],
  handler: () => {
    throw new Error('secret detail');
  },
});

app.http('silent', { methods: ['GET'], handler: () => undefined });
