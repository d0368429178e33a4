import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Receipt } from '../../../pipeline/contracts/receipt.js';
import { html } from '../../../pipeline/receipt/html.js';
import { pageScript } from '../../../pipeline/receipt/page-script.js';
import { pageScriptDigest } from '../../../pipeline/receipt/page-script-digest.js';
import { renderReceiptPage } from '../../../pipeline/receipt/render-receipt-page.js';
import { siblingHref } from '../../../pipeline/receipt/sibling-href.js';
import { hostileReceipt } from './hostile-receipt.js';
import { sampleReceipt } from './sample-receipt.js';

describe('renderReceiptPage', () => {
  it('shows what was said, what is said now, and how it measured', () => {
    const page = renderReceiptPage(sampleReceipt());

    expect(page).toContain('You are allowed to use this video for any purpose, including commercial uses.');
    expect(page).toContain('Puede utilizar este vídeo para cualquier propósito, incluidos los usos comerciales.');
    expect(page).toMatch(/Overlap with the original speech<\/span>\s*<strong>97\.\d %/);
    expect(page).toContain('No installed engine translates English into Arabic.');
    expect(page).toContain('GPL-3.0-or-later');
    expect(page).toContain('src="./es/example.es.mp4"');
  });

  it('puts the worst segments first', () => {
    const page = renderReceiptPage(sampleReceipt());
    const first = page.slice(page.indexOf('Listen to these first'));

    expect(first.indexOf('Plátano.')).toBeLessThan(first.indexOf('En la parte inferior derecha'));
    expect(first.indexOf('Plátano.')).toBeGreaterThan(0);
  });

  it('shows how the subtitles stand against their profile, cue by cue where a rule is broken', () => {
    const page = renderReceiptPage(sampleReceipt());
    const text = page
      .slice(page.indexOf('Subtitles: 2 cues'))
      .replace(/<[^>]+>|\s+/g, ' ')
      .replace(/ +/g, ' ');

    expect(page).toMatch(/Rules broken by the subtitles<\/span>\s*<strong>2</);
    expect(text).toContain('Subtitles: 2 cues against bbc, adult 2 broken');
    expect(text).toContain('Reading speed 1 1 0');
    expect(text).toContain('2 failed checks');
    expect(text).toMatch(/0:07\.6 2 Reading speed 45 18 characters\/s/);
    expect(text).toContain('Bueno, puede utilizarlo. Puede utilizarlo.');
  });

  it('renders the least a receipt can be', () => {
    const least = Receipt.parse({
      schemaVersion: 1,
      jobId: 'job_1',
      workflow: 'localize',
      source: { name: 'a.mp4', sha256: 'a'.repeat(64), durationMs: 0 },
      engines: [],
      languages: [{ language: 'not a tag', segments: [], files: [] }],
      units: [],
    });

    expect(renderReceiptPage(least)).toContain('<h1><bdi>a.mp4</bdi></h1>');
  });

  it('does not let a text become markup anywhere', () => {
    const page = renderReceiptPage(hostileReceipt());

    expect(page).not.toMatch(/<img|onerror="|<script>globalThis/);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(Buffer.from(page, 'utf8').toString('utf8')).toBe(page);
    expect(page).not.toContain('\u0000');
    expect(page).not.toMatch(/(href|src)="(javascript|https?|\/\/|\.\.)/);
  });

  it('allows exactly its own script to run', () => {
    expect(pageScriptDigest).toBe(createHash('sha256').update(pageScript).digest('base64'));
    expect(renderReceiptPage(sampleReceipt())).toContain(`script-src &#39;sha256-${pageScriptDigest}&#39;`);
  });

  it('is a pure function of the receipt', () => {
    expect(renderReceiptPage(sampleReceipt())).toBe(renderReceiptPage(structuredClone(sampleReceipt())));
  });

  it('renders a film with 2,000 segments to a page a browser can hold', () => {
    const receipt = sampleReceipt();
    const [language] = receipt.languages;
    const [segment] = language?.segments ?? [];
    if (language === undefined || segment === undefined) throw new Error('the sample has a dubbed language');
    const segments = Array.from({ length: 2000 }, (_, index) => ({
      ...segment,
      id: `seg-${index}`,
      originalStartMs: index * 3600,
      originalEndMs: index * 3600 + 3000,
      startMs: index * 3600,
      endMs: index * 3600 + 3000,
    }));
    const page = renderReceiptPage({ ...receipt, languages: [{ ...language, segments }] });

    expect(page.length).toBeLessThan(5_000_000);
    expect(page).toContain('All 2000 segments in time order');
  });
});

describe('html', () => {
  it('escapes text in content and attributes, and leaves markup of its own alone', () => {
    expect(html`<p title="${'"><i>'}">${'a < b & c'}${html`<b>${"it's"}</b>`}${[1, undefined, false]}</p>`.markup).toBe(
      '<p title="&quot;&gt;&lt;i&gt;">a &lt; b &amp; c<b>it&#39;s</b>1</p>',
    );
  });
});

describe('siblingHref', () => {
  it.each([
    ['clip.es.mp4', './clip.es.mp4'],
    ['es/clip á #1?.mp4', './es/clip%20%C3%A1%20%231%3F.mp4'],
    ['javascript:alert(1)', './javascript%3Aalert(1)'],
  ])('leads to %s beside the page', (name, href) => {
    expect(siblingHref(name)).toBe(href);
  });

  it.each(['', '/etc/passwd', '//evil.example/x', '../x', 'a/../../x', 'a\\b', 'a\tb', 'a//b', './x'])(
    'refuses %j',
    (name) => {
      expect(siblingHref(name)).toBeUndefined();
    },
  );
});
