import { describe, expect, it } from 'vitest';
import { acceptJob } from '../../../pipeline/jobs/accept-job.js';
import { jobPaths } from '../../../pipeline/jobs/job-paths.js';
import { loadBrief } from '../../../pipeline/jobs/load-brief.js';
import { parseRequest } from '../../../pipeline/jobs/parse-request.js';
import { createJobWorld } from './job-world.js';

const source = { kind: 'blob', container: 'uploads', blob: 'x/talk.mp4', name: 'talk.mp4' } as const;
const consent = {
  ...{ by: 'Ada Lovelace', capacity: 'self', date: '2026-10-02', purpose: 'Dubbing of a lecture' },
  ...{ statement: 'I agree that my voice is imitated by a computer.', languages: ['es', 'pt'], commercialUse: true },
};
const wish = (more: object = {}) => ({ clone: true, consent: { ...consent, ...more } });

/** The clock of the world stands at 2026-11-21. */
async function ask(voices: unknown, more: object = {}) {
  const deps = createJobWorld({ 'uploads/x/talk.mp4': { etag: 'e1' } });
  const request = parseRequest({ source, targets: ['es'], voices, ...more });
  return { deps, job: await acceptJob({ request, startedBy: 'api', idempotencyKey: 'k' }, deps) };
}

describe('a job that clones voices', () => {
  it.each([
    ['for everybody', { '*': wish() }, {}],
    ['for one speaker, not for another', { spk_1: wish(), spk_2: { clone: false } }, {}],
    ['to the last day', { '*': wish({ validUntil: '2026-11-21' }) }, {}],
    ['for a language, in one of its regions', { '*': wish() }, { targets: ['pt-BR'] }],
    ['for any language', { '*': wish({ languages: 'any' }) }, { targets: ['ja', 'fr'] }],
    ['given today, on the other side of the date line', { '*': wish({ date: '2026-11-22' }) }, {}],
    ['for no commerce, in a job without', { '*': wish({ commercialUse: false }) }, { commercialUse: false }],
  ])('is accepted with a consent %s', async (_, voices, more) => {
    const { deps, job } = await ask(voices, more);
    expect(deps.started).toEqual([job.id]);
  });

  it.each([
    ['no consent', { spk_2: { clone: true } }, {}, 'speaker "spk_2" cannot be cloned: there is no consent'],
    ['one that ended', { '*': wish({ validUntil: '2026-11-20' }) }, {}, 'ended on 2026-11-20'],
    ['one that was withdrawn', { '*': wish({ withdrawnOn: '2026-11-01' }) }, {}, 'withdrawn on 2026-11-01'],
    ['one from the future', { '*': wish({ date: '2026-11-23' }) }, {}, 'in the future'],
    ['one for other languages', { '*': wish() }, { targets: ['es', 'fr', 'it'] }, 'does not cover fr, it'],
    ['one for a region only', { '*': wish({ languages: ['pt-BR'] }) }, { targets: ['pt'] }, 'does not cover pt'],
    ['one that excludes commerce', { '*': wish({ commercialUse: false }) }, {}, 'commercial use'],
    ['one for everybody else only', { '*': wish(), spk_1: { clone: true } }, {}, 'speaker "spk_1"'],
  ])('is refused with %s, and nothing is started', async (_, voices, more, why) => {
    const refused = ask(voices, more);
    await expect(refused).rejects.toMatchObject({ code: 'consent-missing', message: expect.stringContaining(why) });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('Lovelace') });
  });

  it.each([
    ['no word of what was agreed to', wish({ statement: '' }), 'statement'],
    ['no languages', wish({ languages: [] }), 'languages'],
    ['nothing said about commerce', wish({ commercialUse: undefined }), 'commercialUse'],
    ['evidence behind a key', wish({ evidence: { location: 'https://a.example/c.pdf?sig=SECRET' } }), 'location'],
    ['evidence behind a password', wish({ evidence: { location: 'https://me:SECRET@a.example/c' } }), 'location'],
    ['evidence that is nothing', wish({ evidence: {} }), 'evidence'],
  ])('is not understood with %s, and repeats no secret', (_, one, field) => {
    const parse = () => parseRequest({ source, targets: ['es'], voices: { '*': one } });
    expect(parse).toThrowError(expect.objectContaining({ code: 'request-invalid' }));
    expect(parse).toThrowError(field);
    expect(parse).not.toThrowError('SECRET');
  });

  it('tells its orchestrations whom to clone, and not by whose consent', async () => {
    const { deps, job } = await ask({ '*': wish(), spk_2: { clone: false } });
    const brief = await loadBrief(job.id, deps);
    expect(brief.voices).toEqual({ '*': true, spk_2: false });
    expect(JSON.stringify(brief)).not.toContain('Lovelace');
    const { deps: others, job: none } = await ask({ '*': { clone: false } });
    expect(await loadBrief(none.id, others)).not.toHaveProperty('voices');
    expect(JSON.stringify(await deps.documents.read(jobPaths.document(job.id)))).toContain('Lovelace');
  });
});
