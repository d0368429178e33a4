import { afterEach, expect, it, vi } from 'vitest';
import type { BlobCreatedEvent } from '../../../local/storage/blob-created-event.js';
import { FakeClock } from '../service-bus/fake-clock.js';
import { type StorageFixture, withStorage } from './with-storage.js';

const CONTAINER = 'inbox';

let fixture: StorageFixture | undefined;

afterEach(async () => {
  await fixture?.dispose();
  fixture = undefined;
});

/** A handler that keeps what it is given, and fails while it is told to. */
function recordingHandler() {
  const seen: { readonly event: BlobCreatedEvent; readonly attempt: number }[] = [];
  const state = { isFailing: false };
  const handle = async (event: BlobCreatedEvent, attempt: number): Promise<void> => {
    seen.push({ event, attempt });
    if (state.isFailing) throw new Error('not now');
  };
  return { seen, state, handle };
}

async function startWith(onBlobCreated: (event: BlobCreatedEvent, attempt: number) => Promise<void>, clock: FakeClock) {
  fixture = await withStorage({ eventContainers: [CONTAINER], onBlobCreated, clock });
  await fixture.client().getContainerClient(CONTAINER).create();
  await fixture.client().getContainerClient('other').create();
  return fixture;
}

it('reports what was put, committed or copied, and nothing else', async () => {
  const { seen, handle } = recordingHandler();
  const { client, address } = await startWith(handle, new FakeClock());
  const inbox = client().getContainerClient(CONTAINER);
  const put = await inbox.getBlockBlobClient('dir/a b.mp4').upload('hello', 5, {
    blobHTTPHeaders: { blobContentType: 'video/mp4' },
  });
  await inbox.getBlockBlobClient('large').uploadData(Buffer.alloc(300), { maxSingleShotSize: 100, blockSize: 100 });
  const copy = await inbox.getBlobClient('copy').beginCopyFromURL(inbox.getBlobClient('large').url);
  await copy.pollUntilDone();
  await inbox.getBlockBlobClient('staged only').stageBlock(Buffer.from('1').toString('base64'), 'x', 1);
  await inbox.getBlobClient('large').setMetadata({ a: 'b' });
  await inbox.getBlobClient('large').setTags({ a: 'b' });
  await inbox.getBlobClient('large').createSnapshot();
  await inbox.getBlobClient('large').delete({ deleteSnapshots: 'include' });
  await client().getContainerClient('other').getBlockBlobClient('elsewhere').upload('x', 1);
  await inbox.getBlockBlobClient('dir/a b.mp4').upload('again', 5);
  await expect.poll(() => seen.length).toBe(4);
  expect(seen.map(({ event }) => [event.data.api, event.subject.split('/blobs/')[1]])).toEqual([
    ['PutBlob', 'dir/a b.mp4'],
    ['PutBlockList', 'large'],
    ['CopyBlob', 'copy'],
    ['PutBlob', 'dir/a b.mp4'],
  ]);
  expect(seen[0]?.event).toMatchObject({
    eventType: 'Microsoft.Storage.BlobCreated',
    subject: '/blobServices/default/containers/inbox/blobs/dir/a b.mp4',
    data: {
      eTag: put.etag,
      contentType: 'video/mp4',
      contentLength: 5,
      blobType: 'BlockBlob',
      url: `${address.blobEndpoint}/inbox/dir/a%20b.mp4`,
    },
  });
});

it('delivers again, later each time, and sets the event aside after the fifth failure', async () => {
  const clock = new FakeClock();
  const { seen, state, handle } = recordingHandler();
  state.isFailing = true;
  const started = await startWith(handle, clock);
  await started.client().getContainerClient(CONTAINER).getBlockBlobClient('a').upload('x', 1);
  for (const [at, delayMs] of [1_000, 2_000, 4_000, 8_000].entries()) {
    await vi.waitFor(() => expect(clock.pendingTimers).toBe(1));
    expect(seen.length).toBe(at + 1);
    clock.advance(delayMs);
  }
  await vi.waitFor(() => expect(started.storage.poisonedEvents).toMatchObject([{ reason: 'not now' }]));
  expect(seen.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5]);
  state.isFailing = false;
  await started.restart();
  expect(started.storage.poisonedEvents.map(({ event }) => event.blob)).toEqual(['a']);
  expect(seen.length).toBe(5);
});

it('delivers after a restart what was not handled, and not what was', async () => {
  const clock = new FakeClock();
  const { seen, state, handle } = recordingHandler();
  const started = await startWith(handle, clock);
  const upload = (name: string) =>
    started.client().getContainerClient(CONTAINER).getBlockBlobClient(name).upload('x', 1);
  await upload('handled');
  await vi.waitFor(() => expect(seen.length).toBe(1));
  state.isFailing = true;
  await upload('failed');
  await vi.waitFor(() => expect(clock.pendingTimers).toBe(1));
  state.isFailing = false;
  await started.restart();
  await vi.waitFor(() => expect(seen.length).toBe(3));
  expect(seen[2]).toMatchObject({ attempt: 2, event: { subject: expect.stringContaining('failed') } });
  expect(seen[2]?.event.data.url).toContain(started.address.blobEndpoint);
});
