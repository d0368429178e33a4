import { expect, it } from 'vitest';
import { findRecycleReason } from '../../../gpu-container/src/execution/find-recycle-reason.js';
import { readWorkerSettings } from '../../../gpu-container/src/execution/worker-settings.js';

const limits = { maxMessages: 3, takeForMs: 60_000, maxResidentBytes: 1_000, maxDiskBytes: 5_000 };
const young = { messages: 1, elapsedMs: 5, residentBytes: 10 };

it('lets a process take messages while it is within all of its bounds', () => {
  expect(findRecycleReason(young, limits)).toBeUndefined();
  expect(findRecycleReason({ messages: 2, elapsedMs: 59_999, residentBytes: 999 }, limits)).toBeUndefined();
});

it('names the bound that a process has reached', () => {
  expect(findRecycleReason({ ...young, messages: 3 }, limits)).toBe('messages');
  expect(findRecycleReason({ ...young, elapsedMs: 60_000 }, limits)).toBe('time');
  expect(findRecycleReason({ ...young, residentBytes: 1_000 }, limits)).toBe('memory');
  expect(findRecycleReason({ ...young, diskBytes: 4_999 }, limits)).toBeUndefined();
  expect(findRecycleReason({ ...young, diskBytes: 5_000 }, limits)).toBe('disk');
});

it('has bounds where nobody set any, memory at half of what there is', () => {
  const settings = readWorkerSettings({});
  expect(settings).toMatchObject({
    POLYDUB_LINGER_MS: 2_000,
    POLYDUB_MESSAGES_PER_EXECUTION: 100,
    POLYDUB_TAKE_FOR_MS: 600_000,
    POLYDUB_RECYCLE_DISK_BYTES: 3 * 1024 ** 3,
  });
  expect(settings.POLYDUB_RECYCLE_BYTES).toBeGreaterThan(process.memoryUsage.rss());
  expect(() => readWorkerSettings({ POLYDUB_LINGER_MS: '-1' })).toThrow(/POLYDUB_LINGER_MS/);
});
