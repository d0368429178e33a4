import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readVoiceWishes } from '../../../cli/job/read-voice-wishes.js';
import { lookAtFile } from '../../../cli/upload/look-at-file.js';

const consent = {
  ...{ by: 'Ada Lovelace', capacity: 'self', date: '2026-10-02', purpose: 'Dubbing of a lecture' },
  ...{ statement: 'I agree that my voice is imitated.', languages: ['es'], commercialUse: true },
};
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-consent-'));
});
afterEach(() => rm(folder, { recursive: true }));

const read = async (text: string) => {
  await writeFile(join(folder, 'consent.json'), text);
  return readVoiceWishes(await lookAtFile(folder, 'consent.json'));
};

describe('the file of consents', () => {
  it('may be one consent, which then stands for everybody', async () => {
    expect(await read(JSON.stringify(consent))).toEqual({ '*': { clone: true, consent } });
  });

  it('may be a wish for each speaker', async () => {
    const wishes = { spk_1: { clone: true, consent }, spk_2: { clone: false } };
    expect(await read(JSON.stringify(wishes))).toEqual(wishes);
  });

  it.each([
    ['no JSON', '{ "by": "Ada Lovelace"', 'consent.json is not JSON'],
    ['a consent without its languages', JSON.stringify({ ...consent, languages: undefined }), 'languages'],
    ['a wish that is a word', JSON.stringify({ spk_1: 'yes' }), 'spk_1'],
  ])('names what is wrong with it: %s', async (_, text, what) => {
    const refused = read(text);
    await expect(refused).rejects.toMatchObject({ code: 'consent-invalid', message: expect.stringContaining(what) });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('Lovelace') });
  });
});
