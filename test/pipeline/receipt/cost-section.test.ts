import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Receipt } from '../../../pipeline/contracts/receipt.js';
import { renderReceiptPage } from '../../../pipeline/receipt/render-receipt-page.js';

const fixture = join(import.meta.dirname, '..', '..', 'fixtures', 'receipt.json');
const [receipt] = z.array(Receipt).parse(JSON.parse(readFileSync(fixture, 'utf8')));

describe('the cost on a receipt page', () => {
  it('is what it took beside what was foreseen, and no invoice', () => {
    if (receipt === undefined) throw new Error('the fixture is empty');
    const page = renderReceiptPage(receipt);

    expect(page).toContain('What it cost');
    expect(page).toContain('0.0013 USD and 4.4 s of computing; foreseen were 0.0013 USD and 4.4 s');
    expect(page).toContain('it is no invoice');
  });

  it('is not told where nobody counted', () => {
    if (receipt === undefined) throw new Error('the fixture is empty');
    const { actual: _, ...timing } = receipt.timing ?? {};
    expect(renderReceiptPage({ ...receipt, timing })).not.toContain('What it cost');
  });
});
