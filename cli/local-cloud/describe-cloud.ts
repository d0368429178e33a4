import type { CloudRecord } from './cloud-record.js';

/** What to tell of: a running cloud and where it keeps everything. */
export interface DescribeCloudParams {
  readonly record: CloudRecord;
  readonly stateDirectory: string;
}

/** The account every local blob service has, by convention of Microsoft's own emulator; it protects nothing. */
const account = 'devstoreaccount1';
/** https://learn.microsoft.com/azure/storage/common/storage-connect-azurite: published, the same for everybody. */
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** The addresses of a local cloud for people, with a line to try for each way in. */
export function describeCloud({ record, stateDirectory }: DescribeCloudParams): string {
  const { url, pid, blobEndpoint, serviceBusEndpoint, logDirectory } = record;
  const storage =
    blobEndpoint === undefined
      ? undefined
      : `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${accountKey};BlobEndpoint=${blobEndpoint};`;
  const facts = [
    ['API', `${url}/api`],
    ['storage', storage],
    ['service bus', serviceBusEndpoint],
    ['state', stateDirectory],
    ['logs', logDirectory],
    ['process', String(pid)],
  ].flatMap(([name = '', value]) => (value === undefined ? [] : [`  ${name.padEnd(12)} ${value}`]));
  const examples = [
    `  curl ${url}/api/languages`,
    `  polydub dub talk.mp4 --to es --state '${stateDirectory}'`,
    ...(storage === undefined ? [] : inboxExample()),
  ];
  return [
    'The cloud on this machine runs.',
    '',
    ...facts,
    '',
    'Try, in another terminal:',
    ...examples,
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}

/** A file dropped into the inbox starts a job by itself; its languages come from metadata or a sidecar. */
function inboxExample(): string[] {
  return [
    "  az storage blob upload --connection-string '<storage>' -c inbox -f talk.mp4 -n talk.mp4 --metadata targets=es",
    '    (or drop talk.mp4 with a sidecar talk.mp4.job.json beside it)',
  ];
}
