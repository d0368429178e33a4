import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Receipt } from '../../../pipeline/contracts/receipt.js';
import { renderReceiptPage } from '../../../pipeline/receipt/render-receipt-page.js';

const fixture = join(import.meta.dirname, '..', '..', 'fixtures', 'receipt.json');
const [receipt] = z.array(Receipt).parse(JSON.parse(readFileSync(fixture, 'utf8')));

describe('the mouths of a receipt page', () => {
  it('are told with scores, what stayed the source’s, stills, and who was left alone and why', () => {
    if (receipt === undefined) throw new Error('the fixture is empty');
    const language = receipt.languages[0]?.language ?? '';
    const page = renderReceiptPage(receipt, { lipSheets: { [language]: ['iVBORw0KGgo='] } });

    expect(page).toContain('120 of 299 pictures changed');
    expect(page).toContain('179 of 299 packets are the source’s, byte by byte');
    expect(page).toContain('src="data:image/png;base64,iVBORw0KGgo="');
    expect(page).toMatch(/<td class="number">0\.41<\/td>/);
    expect(page).toContain('too few mouth shapes');
    expect(page).toContain('profile');
  });

  it('are not mentioned where nobody looked for faces', () => {
    if (receipt === undefined) throw new Error('the fixture is empty');
    const languages = receipt.languages.map(({ lips: _, ...language }) => language);

    expect(renderReceiptPage({ ...receipt, languages })).not.toContain('Mouths');
  });
});
