// A local cloud as a process: passes its API on to the fake Polydub named in `<state>/fake-url`, and can be killed.
// Plain JavaScript: it runs under Node itself.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, request as send } from 'node:http';
import { join } from 'node:path';
import process from 'node:process';

const state = process.argv[process.argv.indexOf('--state') + 1] ?? '';
const target = readFileSync(join(state, 'fake-url'), 'utf8');
if (target === 'broken') {
  process.stderr.write('the journal is on fire\n');
  process.exit(1);
}

const server = createServer((incoming, outgoing) => {
  const { method, headers, url } = incoming;
  incoming.pipe(
    send(new URL(url ?? '/', target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    }).on('error', () => outgoing.destroy()),
  );
});

server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const record = {
    pid: process.pid,
    url: `http://127.0.0.1:${port}`,
    blobEndpoint: `${target}/devstoreaccount1`,
    storageConnectionString: 'DefaultEndpointsProtocol=http;AccountName=devstoreaccount1',
    serviceBusEndpoint: 'Endpoint=sb://localhost:1',
    logDirectory: state,
    startedAt: new Date().toISOString(),
  };
  writeFileSync(join(state, 'local-cloud.json'), JSON.stringify(record));
  process.stdout.write(`${JSON.stringify(record)}\n`);
});

process.on('SIGTERM', () => process.exit(0));
