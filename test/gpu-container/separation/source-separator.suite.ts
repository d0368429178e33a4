import { describe, expect, it } from 'vitest';
import type { SourceSeparator } from '../../../pipeline/ports/source-separator.js';
import { RATE, separateMix } from './separate-mix.js';

/** What every separator promises, whatever it takes for dialogue. `open` gives one that is ready to work. */
export function sourceSeparatorSuite(name: string, open: () => Promise<SourceSeparator>): void {
  const tone = (length: number, hz: number): Float32Array =>
    Float32Array.from({ length }, (_, at) => 0.3 * Math.sin((2 * Math.PI * hz * at) / RATE));

  describe(`${name} as a source separator`, () => {
    it('hears at 44.1 kHz and at no other rate', async () => {
      const separator = await open();
      expect(separator.sampleRateHz).toBe(RATE);
      const refused = separateMix(separator, [tone(100, 440)], { sampleRateHz: 48_000 });
      await expect(refused).rejects.toMatchObject({ code: 'internal' });
    });

    it.each([1, 2])(
      'gives as much dialogue as there is mix, of %i channels, and says when it is done',
      async (channels) => {
        const separator = await open();
        for (const length of [1, 3001]) {
          const mix = Array.from({ length: channels }, (_, channel) => tone(length, 300 * (channel + 1)));
          const { dialogue, progress } = await separateMix(separator, mix);

          expect(dialogue.map((side) => side.length)).toEqual(mix.map(() => length));
          expect(dialogue.every((side) => side.every(Number.isFinite))).toBe(true);
          expect(progress).toEqual(progress.toSorted((a, b) => a - b));
          expect(progress.at(-1)).toBe(1);
        }
      },
    );

    it('makes the same of the same', async () => {
      const separator = await open();
      const mix = [tone(900, 440)];
      expect((await separateMix(separator, mix)).dialogue).toEqual((await separateMix(separator, mix)).dialogue);
    });

    it('gives no dialogue once it is cancelled', async () => {
      const separator = await open();
      const cancelled = separateMix(separator, [tone(1000, 440)], { signal: AbortSignal.abort() });
      await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    });

    it('fails as the place the dialogue goes to fails', async () => {
      const separator = await open();
      const mix = { sampleRateHz: RATE, channels: 1, frames: 100, readAt: async () => [tone(100, 440)] };
      const full = separator.separate({
        mix,
        onDialogue: () => Promise.reject(new Error('no room')),
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
      await expect(full).rejects.toThrow('no room');
    });
  });
}
