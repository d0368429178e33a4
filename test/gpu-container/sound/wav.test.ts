import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWavWriter } from '../../../gpu-container/src/sound/create-wav-writer.js';
import { openWavReader } from '../../../gpu-container/src/sound/open-wav-reader.js';
import { parseWavHeader } from '../../../gpu-container/src/sound/parse-wav-header.js';
import { temporaryFolder, writeWav } from './temporary-folder.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const ramp = (length: number, from: number) => Float32Array.from({ length }, (_, i) => from + (0.5 * i) / length);

describe('WAV files', () => {
  it.each(['s16', 'f32'] as const)(
    'are read as they were written (%s), in pieces and from anywhere',
    async (format) => {
      const path = join(folder.path, `${format}.wav`);
      const writer = await createWavWriter({ path, sampleRateHz: 48_000, channels: 2, format });
      const [left, right] = [ramp(1000, -0.5), ramp(1000, 0)];
      await writer.write([left.subarray(0, 300), right.subarray(0, 300)]);
      await writer.write([left.subarray(300), right.subarray(300)]);
      await writer.close();
      const reader = await openWavReader(path);
      expect(reader).toMatchObject({ sampleRateHz: 48_000, channels: 2, frames: 1000 });
      const first = await reader.read(700);
      const middle = await reader.readAt(500, 10);
      const rest = await reader.read(700);
      expect(await reader.read(1)).toMatchObject([{ length: 0 }, { length: 0 }]);
      await reader.close();
      expect(rest[0]).toHaveLength(300);
      expect(middle[1]?.[0]).toBeCloseTo(right[500] ?? Number.NaN, 4);
      expect([...(first[0] ?? []), ...(rest[0] ?? [])][999]).toBeCloseTo(left[999] ?? Number.NaN, 4);
    },
  );

  it('clip what is outside instead of wrapping around', async () => {
    const path = await writeWav(join(folder.path, 'loud.wav'), [Float32Array.of(1.5, -1.5)]);
    const reader = await openWavReader(path);
    const [samples] = await reader.read(2);
    await reader.close();
    expect(samples?.[0]).toBeCloseTo(1, 3);
    expect(samples?.[1]).toBe(-1);
  });

  it('are the same bytes for the same samples', async () => {
    const a = await readFile(await writeWav(join(folder.path, 'a.wav'), [ramp(500, 0)]));
    const b = await readFile(await writeWav(join(folder.path, 'b.wav'), [ramp(500, 0)]));
    expect(a.equals(b)).toBe(true);
  });

  it('are read to their end where the header says nothing or too much', async () => {
    const path = await writeWav(join(folder.path, 'cut.wav'), [ramp(1000, 0)]);
    const whole = await readFile(path);
    await truncate(path, whole.length - 1000);
    const reader = await openWavReader(path);
    expect(reader.frames).toBe(500);
    await reader.close();
  });

  it('larger than 4 GiB are understood by their ds64 chunk', () => {
    const header = Buffer.alloc(80);
    header.write('RF64', 0, 'latin1');
    header.write('WAVEds64', 8, 'latin1');
    header.writeUInt32LE(28, 16);
    header.writeBigUInt64LE(6_000_000_000n, 28);
    header.write('fmt ', 48, 'latin1');
    header.writeUInt32LE(16, 52);
    header.writeUInt16LE(1, 56);
    header.writeUInt16LE(2, 58);
    header.writeUInt32LE(48_000, 60);
    header.writeUInt16LE(16, 70);
    header.write('data', 72, 'latin1');
    header.writeUInt32LE(0xffffffff, 76);
    expect(parseWavHeader(header, 6_000_000_080)).toMatchObject({ dataBytes: 6_000_000_000, dataStartBytes: 80 });
  });

  it('are refused when they are none', async () => {
    const path = join(folder.path, 'none.wav');
    await writeFile(path, 'no sound at all, only words that go on for a while');
    await expect(openWavReader(path)).rejects.toMatchObject({ code: 'source-damaged' });
  });
});
