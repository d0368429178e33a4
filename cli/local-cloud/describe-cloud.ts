import type { CloudRecord } from './cloud-record.js';

/** What to tell of: a running cloud and where it keeps everything. */
export interface DescribeCloudParams {
  readonly record: CloudRecord;
  readonly stateDirectory: string;
  /** How this program is started. */
  readonly program: string;
}

/** The addresses of a local cloud for people, with a line to try for each way in. */
export function describeCloud({ record, stateDirectory, program }: DescribeCloudParams): string {
  const { url, pid, blobEndpoint, storageConnectionString, serviceBusEndpoint, logDirectory } = record;
  const facts = [
    ['API', `${url}/api`],
    ['blobs', blobEndpoint],
    ['storage', storageConnectionString],
    ['service bus', serviceBusEndpoint],
    ['state', stateDirectory],
    ['logs', logDirectory],
    ['process', String(pid)],
  ].map(([name = '', value = '']) => `  ${name.padEnd(12)} ${value}`);
  return [
    'The cloud on this machine runs.',
    '',
    ...facts,
    '',
    'Three ways in, from another terminal:',
    `  ${program} dub talk.mp4 --to es --state '${stateDirectory}'`,
    `  curl ${url}/api/jobs`,
    `  az storage blob upload --connection-string '${storageConnectionString}' \\`,
    '    --container-name inbox --file talk.mp4 --name talk.mp4 --metadata targets=es,fr sourcelanguage=en',
    '',
    'Ctrl-C stops it; its jobs are kept and go on at the next start.',
    '',
  ].join('\n');
}
