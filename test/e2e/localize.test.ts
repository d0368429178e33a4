import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobOutput } from '../../pipeline/contracts/job-output.js';
import type { JobStatus } from '../../pipeline/contracts/job-status.js';
import { Receipt } from '../../pipeline/contracts/receipt.js';
import { createApi } from './api.js';
import { type CloudProcess, startCloudProcess } from './cloud-process.js';
import { demoClip } from './demo-clip.js';
import { probeFile } from './probe-file.js';

let directory: string;
let cloud: CloudProcess;
const api = createApi(() => cloud.url);
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'polydub-e2e-'));
  cloud = await startCloudProcess(directory);
});
afterAll(async () => {
  await cloud?.stop();
  await rm(directory, { recursive: true, force: true });
});

const download = async (output: JobOutput): Promise<Buffer> => {
  const response = await fetch(output.url);
  return Buffer.from(await response.arrayBuffer());
};
/** What a job made, by name; receipts tell of their own job and are left out. */
const digests = (outputs: readonly JobOutput[]) =>
  Object.fromEntries(outputs.filter((each) => each.kind !== 'receipt').map((each) => [each.name, each.sha256]));

describe('a demo clip through the local cloud', () => {
  let first: JobStatus;
  let outputs: readonly JobOutput[];
  beforeAll(async () => {
    const source = await api.upload(demoClip());
    const { id } = await api.submit({ source, targets: ['es', 'ca'] });
    first = await api.ended(id);
    outputs = await api.outputs(id);
  });

  it('completes in both languages', () => {
    expect(first).toMatchObject({ state: 'completed', targets: [{ state: 'completed' }, { state: 'completed' }] });
  });

  it('makes videos that last as long as the source, with the picture copied packet by packet', async () => {
    const source = await probeFile(demoClip());
    for (const video of outputs.filter((output) => output.kind === 'video')) {
      const path = join(directory, video.name);
      await writeFile(path, await download(video));
      const dubbed = await probeFile(path);
      expect(Math.abs(dubbed.format.duration - source.format.duration)).toBeLessThan(1 / 25);
      const picture = (report: typeof source) => report.streams.find((stream) => stream.codec_type === 'video');
      expect(picture(dubbed)).toEqual(picture(source));
      expect(await pictureDigest(path)).toBe(await pictureDigest(demoClip()));
    }
  });

  it('tells in its receipts what was said, what is said now, and that both languages share one transcription', async () => {
    const receipts = await Promise.all(
      outputs
        .filter((output) => output.name === 'receipt.json')
        .map(async (output) => Receipt.parse(JSON.parse(String(await download(output))))),
    );
    const heard = receipts.map((receipt) => receipt.units.filter((unit) => unit.stage === 'transcribe'));

    expect(receipts).toHaveLength(2);
    expect(heard[0]).toHaveLength(1);
    expect(heard[0]?.[0]?.unitKey).toBe(heard[1]?.[0]?.unitKey);
    for (const receipt of receipts) {
      const segments = receipt.languages[0]?.segments ?? [];
      expect(segments.length).toBeGreaterThan(1);
      expect(segments.every((segment) => segment.originalText !== '' && segment.translatedText !== '')).toBe(true);
    }
    expect(receipts[0]?.languages[0]?.segments[0]?.translatedText).not.toBe(
      receipts[1]?.languages[0]?.segments[0]?.translatedText,
    );
  });

  it('publishes files whose bytes are what the API says', async () => {
    for (const output of outputs) {
      const bytes = await download(output);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(output.sha256);
      expect(bytes.byteLength).toBe(output.sizeBytes);
    }
  });

  it('makes the same artifacts from REST, from a dropped blob and from the command line, all from memos', async () => {
    const inbox = BlobServiceClient.fromConnectionString(cloud.storageConnectionString).getContainerClient('inbox');
    const dropped = inbox.getBlockBlobClient('demo.mp4');
    await dropped.uploadData(await readFile(demoClip()), { metadata: { targets: 'es,ca' } });
    const fromDrop = await api.ended(await jobOfDrop());
    const out = join(directory, 'out');
    const args = [
      'dist/cli/main.js',
      'dub',
      demoClip(),
      '--to',
      'es,ca',
      '--out',
      out,
      '--server',
      cloud.url,
      '--json',
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const fromCli = await api.ended(String(JSON.parse(stdout).jobId ?? JSON.parse(stdout).job?.id));

    const expected = digests(outputs);
    expect(digests(await api.outputs(fromDrop.id))).toEqual(expected);
    expect(digests(await api.outputs(fromCli.id))).toEqual(expected);
    const repeated = fromCli.stages.filter((stage) => stage.hits < stage.units);
    expect(repeated).toEqual([]);
  });

  async function jobOfDrop(): Promise<string> {
    for (;;) {
      const { jobs } = (await api.call('jobs')) as { jobs: JobStatus[] }; // checked field by field below
      const job = jobs.find((each) => each.id !== first.id);
      if (job !== undefined) return job.id;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
});

async function pictureDigest(path: string): Promise<string> {
  const args = ['-v', 'error', '-i', path, '-map', '0:v:0', '-c', 'copy', '-f', 'md5', '-'];
  return (await promisify(execFile)('ffmpeg', args)).stdout;
}
