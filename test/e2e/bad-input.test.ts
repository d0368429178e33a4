import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorTable } from '../../pipeline/errors/error-table.js';
import { samplePath } from '../samples/sample-path.js';
import { createApi } from './api.js';
import { type CloudProcess, startCloudProcess } from './cloud-process.js';

let directory: string;
let cloud: CloudProcess;
const api = createApi(() => cloud.url);
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'polydub-bad-'));
  cloud = await startCloudProcess(directory);
});
afterAll(async () => {
  await cloud?.stop();
  await rm(directory, { recursive: true, force: true });
});

async function failureOf(path: string, name?: string) {
  const { id } = await api.submit({ source: await api.upload(path, name), targets: ['es'] });
  const status = await api.ended(id);
  expect(status.state).toBe('failed');
  return status.failure;
}

describe('bad files end as failed jobs with a code, a reason and a next step', () => {
  it('text named as a video', async () => {
    const path = join(directory, 'text.mp4');
    await writeFile(path, 'This is no video.');
    expect(await failureOf(path)).toMatchObject({
      code: 'source-not-media',
      next: errorTable['source-not-media'].next,
    });
  });

  it('zero bytes', async () => {
    const path = join(directory, 'empty.mp4');
    await writeFile(path, '');
    expect(await failureOf(path)).toMatchObject({ code: 'source-empty' });
  });

  it("a playlist, under a name with an apostrophe, spaces and Japanese: it's refused, not read", async () => {
    const path = join(directory, 'list.m3u8');
    await writeFile(path, '#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n');
    expect(await failureOf(path, "it's a 日本 file.mp4")).toMatchObject({ code: 'source-forbidden' });
  });

  const samples = [
    ['samples/bad/PayloadsAllTheThings__read_passwd_bypass.mp4', 'source-forbidden'],
    ['samples/bad/mutagen__truncated-64bit.mp4', 'source-damaged'],
    ['samples/bad/torchcodec__h265_10bits.mp4', 'no-audio'],
    ['samples/bad/file-type__fixture-corrupt.mkv', 'source-damaged'],
  ] as const;
  for (const [sample, code] of samples) {
    const path = samplePath(sample);
    it.skipIf(path === undefined)(`${sample} (needs the sample)`, async () => {
      expect(await failureOf(path ?? '')).toMatchObject({ code });
    });
  }
});

describe('bad requests are refused at once', () => {
  it.each([
    ['no target', [], 'language-missing'],
    ['an unknown language', ['qqq'], 'language-unknown'],
    ['the spoken language', ['en'], 'language-same'],
  ])('%s', async (_, targets, code) => {
    const path = join(directory, 'any.mp4');
    await writeFile(path, 'any');
    const source = await api.upload(path);
    await expect(api.submit({ source, targets })).rejects.toMatchObject({ body: { code } });
  });
});
