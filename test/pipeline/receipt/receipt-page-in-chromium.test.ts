import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderReceiptPage } from '../../../pipeline/receipt/render-receipt-page.js';
import { hostileReceipt } from './hostile-receipt.js';
import { type ChromiumPage, chromiumPath, openChromium } from './open-chromium.js';
import { sampleReceipt } from './sample-receipt.js';

const VTT = 'WEBVTT\n\n00:00.000 --> 00:00.638\nHola.\n\n00:01.320 --> 00:04.722\nEste es un vídeo de ejemplo.\n';

/** Two seconds of silence: enough for a player to seek in. */
function silentWave(): Buffer {
  const [rateHz, seconds] = [8000, 2];
  const wave = Buffer.alloc(44 + rateHz * seconds * 2);
  wave.write('RIFF', 0, 'latin1');
  wave.writeUInt32LE(wave.length - 8, 4);
  wave.write('WAVEfmt ', 8, 'latin1');
  wave.writeUInt32LE(16, 16);
  wave.writeUInt16LE(1, 20);
  wave.writeUInt16LE(1, 22);
  wave.writeUInt32LE(rateHz, 24);
  wave.writeUInt32LE(rateHz * 2, 28);
  wave.writeUInt16LE(2, 32);
  wave.writeUInt16LE(16, 34);
  wave.write('data', 36, 'latin1');
  wave.writeUInt32LE(wave.length - 44, 40);
  return wave;
}

if (chromiumPath === undefined) {
  process.stderr.write(
    'receipt page in Chromium: skipped, because no Chromium is installed (apt-get install chromium)\n',
  );
}

describe.skipIf(chromiumPath === undefined)('the receipt page in a real browser', () => {
  let folder = '';
  let page: ChromiumPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polydub-receipt-'));
    await mkdir(join(folder, 'es'));
    await writeFile(join(folder, 'es', 'example.es.mp4'), silentWave());
    const peaks = Array.from({ length: 4245 }, (_, index) => Math.abs(Math.sin(index / 9)) * 0.6);
    const html = renderReceiptPage(sampleReceipt(), {
      waveforms: { original: { stepMs: 10, peaks }, dubs: { es: { stepMs: 10, peaks } } },
      subtitleTexts: { 'es/example.es.vtt': VTT },
    });
    await writeFile(join(folder, 'receipt.html'), html);
    await writeFile(join(folder, 'hostile.html'), renderReceiptPage(hostileReceipt()));
    page = await openChromium(chromiumPath ?? '', join(folder, 'profile'));
  });

  afterAll(async () => {
    await page.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('loads without a complaint and asks for nothing but the files beside it', async () => {
    await page.open(pathToFileURL(join(folder, 'receipt.html')).href);
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');

    expect(page.complaints).toEqual([]);
    const beside = pathToFileURL(folder).href;
    expect(page.requests.filter((url) => !url.startsWith(beside) && !url.startsWith('data:'))).toEqual([]);
    expect(await page.evaluate("document.querySelectorAll('section.language').length")).toBe(3);
  });

  it('shows the subtitles although the page was opened from a disk', async () => {
    const cues = await page.evaluate(`new Promise((resolve) => {
      const track = document.querySelector('track');
      track.addEventListener('load', () => resolve(track.track.cues.length));
      track.addEventListener('error', () => resolve('error'));
      track.track.mode = 'showing';
    })`);

    expect(cues).toBe(2);
  });

  it('plays from a segment when its box or its button is clicked', async () => {
    const times = await page.evaluate(`(() => {
      const section = document.querySelector('section.language');
      const player = section.querySelector('.player');
      section.querySelector('g.box.dub:nth-of-type(2) rect').dispatchEvent(new MouseEvent('click', { bubbles: true }));
      const first = player.currentTime;
      section.querySelector('button[data-seek="0"]').click();
      return [first, player.currentTime];
    })()`);

    expect(times).toEqual([1.32, 0]);
  });

  it('says so by its looks when there is nothing to play', async () => {
    expect(await page.evaluate("document.querySelector('#language-2').classList.contains('silent')")).toBe(true);
  });

  it('never scrolls sideways as a whole, on a desk or a phone, light or dark', async () => {
    for (const width of [1240, 390]) {
      for (const value of ['light', 'dark']) {
        await page.send('Emulation.setDeviceMetricsOverride', {
          width,
          height: 900,
          deviceScaleFactor: 1,
          mobile: false,
        });
        await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
        const overflow = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect(overflow, `${width} px, ${value}`).toBe(0);
      }
    }
    expect(page.complaints).toEqual([]);
  });

  it('shows hostile texts as text: nothing runs, nothing is fetched, nothing is added to the page', async () => {
    const requestsBefore = page.requests.length;
    await page.open(pathToFileURL(join(folder, 'hostile.html')).href);

    expect(await page.evaluate('globalThis.owned')).toBeUndefined();
    expect(
      await page.evaluate("document.querySelectorAll('img, iframe, script:not(:last-of-type), object').length"),
    ).toBe(0);
    expect(await page.evaluate('document.scripts.length')).toBe(1);
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('*')].filter((e) => [...e.attributes].some((a) => a.name.startsWith('on'))).length",
      ),
    ).toBe(0);
    expect(
      page.requests.slice(requestsBefore).filter((url) => !url.endsWith('/hostile.html') && !url.startsWith('data:')),
    ).toEqual([]);
    expect(page.complaints).toEqual([]);
  });
});
