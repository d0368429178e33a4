import { describe, expect, it } from 'vitest';
import type { EngineChoice } from '../../../pipeline/contracts/engine-choice.js';
import { JobProgress } from '../../../pipeline/contracts/job-progress.js';
import { Receipt } from '../../../pipeline/contracts/receipt.js';
import type { StageRequest } from '../../../pipeline/contracts/stage-request.js';
import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import type { VoiceSamples } from '../../../pipeline/contracts/voice-sample.js';
import { acceptJob } from '../../../pipeline/jobs/accept-job.js';
import { buildReceipt } from '../../../pipeline/jobs/build-receipt.js';
import { cutSamples } from '../../../pipeline/jobs/cut-samples.js';
import { jobPaths } from '../../../pipeline/jobs/job-paths.js';
import { parseRequest } from '../../../pipeline/jobs/parse-request.js';
import { planStage } from '../../../pipeline/jobs/plan-stage.js';
import { emptyProgress } from '../../../pipeline/jobs/update-progress.js';
import { writeArtifact } from '../../../pipeline/jobs/write-artifact.js';
import { renderReceiptPage } from '../../../pipeline/receipt/render-receipt-page.js';
import { createJobWorld } from './job-world.js';

const engine = (id: string, capability: EngineChoice['capability']): EngineChoice => ({
  ...{ id, capability, version: '1', fingerprint: 'f'.repeat(64), licence: 'MIT', reason: 'best' },
});
const stock = engine('espeak', 'speech-synthesizer');
const cloner = engine('chatterbox', 'voice-cloner');

const line = (id: string, speaker: string, startMs: number) => ({
  ...{ id, speaker, startMs, endMs: startMs + 6000, text: `line ${id}`, words: [] },
});
const transcript: Transcript = {
  language: 'en',
  segments: [line('a', 'spk_1', 0), line('b', 'spk_2', 10_000), line('c', 'spk_1', 20_000), line('d', 'spk_3', 30_000)],
  speakers: [{ id: 'spk_1' }, { id: 'spk_2', label: 'BEN' }, { id: 'spk_3' }],
};
const tooLittle = { durationMs: 0, spans: [], reason: 'Only 1.0 s of clear speech of this speaker alone were found.' };

const consent = {
  ...{ by: 'Ada <Lovelace>', capacity: 'self', date: '2026-10-02', purpose: 'Dubbing of a lecture' },
  ...{ statement: 'I agree that my voice is imitated.', languages: 'any', commercialUse: true },
};

/** A job whose first speaker is cloned, whose third said too little, with its speech planned and made. */
async function play(given: Readonly<Record<string, unknown>> | undefined) {
  const deps = createJobWorld({ 'inbox/a.mp4': { etag: 'e' } });
  const voices = given && { '*': { clone: true, consent: given }, BEN: { clone: false }, ghost: { clone: false } };
  const source = { kind: 'blob', container: 'inbox', blob: 'a.mp4', name: 'a.mp4' };
  const request = parseRequest({ source, targets: ['es'], ...(voices && { voices }) });
  const { id } = await acceptJob({ request, startedBy: 'api', idempotencyKey: 'k' }, deps);
  const reference = await deps.artifacts.put(new TextEncoder().encode('ada speaking'), 'audio/wav');
  const samples: VoiceSamples = {
    samples: [
      { speaker: 'spk_1', durationMs: 6000, spans: [{ startMs: 0, endMs: 6000 }], reference },
      { speaker: 'spk_3', ...tooLittle },
    ],
  };
  const translated = transcript.segments.map(({ id: segment, text }) => ({ id: segment, text: `es ${text}` }));
  const inputs = {
    transcript: await writeArtifact(deps.artifacts, transcript),
    translation: await writeArtifact(deps.artifacts, { language: 'es', segments: translated }),
    survey: await writeArtifact(deps.artifacts, {
      ...{ workerVersion: 'v1', missing: [] },
      engines: [
        {
          ...{
            ...stock,
            reason: undefined,
            tier: 'embedded',
            isCommercialUseAllowed: true,
            quality: 1,
            languages: ['es'],
          },
          voices: [{ id: 'es', language: 'es' }],
        },
      ],
    }),
    ...(given && { 'voice-samples': await writeArtifact(deps.artifacts, samples) }),
  };
  const params: StageRequest['params'] = given === undefined ? {} : { cloner: { ...cloner } };
  const plan = await planStage({ jobId: id, stage: 'synthesize', language: 'es', params, inputs, engine: stock }, deps);
  for (const unit of plan.units) await deps.memos.put({ schemaVersion: 1, ...unit, outputs: {}, computeMs: 1 });
  await deps.documents.write(jobPaths.plan(id, plan.planId), plan);
  const progress = JobProgress.parse({ ...emptyProgress, plans: { 'synthesize@es': plan.planId } });
  await deps.documents.write(jobPaths.progress(id), progress);
  const { translation: _, survey: __, ...heard } = inputs;
  const said = plan.units.map(({ params: { text, voice }, engine: by }, at) => ({
    ...{ id: transcript.segments[at]?.id, text, voice, engine: by?.id, durationMs: 900, sampleRateHz: 24_000 },
    ...{ audio: reference, ...(at === 2 && given !== undefined && { isCutOff: true }) },
  }));
  const made = {
    ...heard,
    'speech-manifest': await writeArtifact(deps.artifacts, { language: 'es', segments: said }),
  };
  const receipt = Receipt.parse(await buildReceipt({ jobId: id, language: 'es', made }, [], deps));
  return { plan, receipt, reference };
}

describe('samples of voices', () => {
  const cut = async (speakers: Readonly<Record<string, boolean>>, of: Transcript = transcript) => {
    const { artifacts } = createJobWorld();
    const inputs = { transcript: await writeArtifact(artifacts, of), sound: await writeArtifact(artifacts, 'sound') };
    return cutSamples({ jobId: 'job_1', stage: 'sample-voices', params: { speakers }, inputs }, artifacts);
  };
  const whose = async (speakers: Readonly<Record<string, boolean>>) =>
    (await cut(speakers)).map(({ params }) => params['speaker']);

  it('are taken of those who are to be cloned and of nobody else', async () => {
    expect(await whose({ spk_1: true })).toEqual(['spk_1']);
    expect(await whose({ '*': true, spk_1: false })).toEqual(['spk_2', 'spk_3']);
    expect(await whose({ BEN: true })).toEqual(['spk_2']);
    expect(await whose({ '*': true, BEN: false })).toEqual(['spk_1', 'spk_3']);
    expect(await whose({ ghost: true })).toEqual([]);
  });

  it('are the same units when a text is corrected', async () => {
    const corrected = transcript.segments.map((segment) => ({ ...segment, text: 'corrected' }));
    expect(await cut({ '*': true }, { ...transcript, segments: corrected })).toEqual(await cut({ '*': true }));
  });
});

describe('a job that clones a voice', () => {
  it('gives the lines of that speaker to the engine that clones, with the sample, and all others to the stock voices', async () => {
    const { plan, reference } = await play(consent);
    expect(
      plan.units.map(({ engine: by, inputs, params }) => [by?.id, inputs['reference']?.sha256, params['voice']]),
    ).toEqual([
      ['chatterbox', reference.sha256, 'cloned'],
      ['espeak', undefined, 'es'],
      ['chatterbox', reference.sha256, 'cloned'],
      ['espeak', undefined, 'es'],
    ]);
  });

  it('sends units of one engine only in a task', async () => {
    const { plan } = await play(consent);
    const engineOf = new Map(plan.units.map(({ unitKey, engine: by }) => [unitKey, by?.id]));
    expect(plan.tasks.map(({ unitKeys }) => unitKeys.map((key) => engineOf.get(key)))).toEqual([
      ['chatterbox', 'chatterbox'],
      ['espeak', 'espeak'],
    ]);
  });

  it('changes no key of those who are not cloned, and none for another consent', async () => {
    const [plain, cloned, renewed] = [
      await play(undefined),
      await play(consent),
      await play({ ...consent, date: '2026-11-01', validUntil: '2027-11-01' }),
    ];
    const keys = ({ plan }: typeof plain) => plan.units.map(({ unitKey }) => unitKey);
    expect(keys(renewed)).toEqual(keys(cloned));
    const [a, b, c, d] = keys(cloned);
    const [plainA, plainB, plainC, plainD] = keys(plain);
    expect([b, d]).toEqual([plainB, plainD]);
    expect([a, c]).not.toEqual([plainA, plainC]);
    const shown = (receipt: Receipt) =>
      receipt.languages[0]?.voices?.map((voice) => voice.kind === 'cloned' && voice.consent.date);
    expect([shown(cloned.receipt), shown(renewed.receipt)]).toEqual([
      ['2026-10-02', false],
      ['2026-11-01', false],
    ]);
  });

  it('tells in its receipt who was cloned, by whose consent, from what, and who was not', async () => {
    const { receipt, reference } = await play(consent);
    const [language] = receipt.languages;
    expect(language?.voices).toEqual([
      {
        ...{ kind: 'cloned', speaker: 'spk_1', lines: 2, consent },
        digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
        engine: { id: 'chatterbox', version: '1', licence: 'MIT' },
        reference: { sha256: reference.sha256, durationMs: 6000, spans: [{ startMs: 0, endMs: 6000 }] },
      },
      { kind: 'stock', speaker: 'spk_3', reason: tooLittle.reason },
    ]);
    expect(language?.warnings).toEqual([
      `The voice of spk_3 was not cloned. ${tooLittle.reason}`,
      'Nobody here is called ghost; the speakers are spk_1, spk_2, spk_3.',
      'Listen to c: the voice found no end there and was cut.',
    ]);
    expect(receipt.engines.map(({ id }) => id)).toEqual(expect.arrayContaining(['chatterbox', 'espeak']));
  });

  it('shows all that on its page, and nothing on the page of a job that clones nobody', async () => {
    const { receipt, reference } = await play(consent);
    const page = renderReceiptPage(receipt);
    for (const text of ['Cloned voices', 'Ada &lt;Lovelace&gt;', 'synthetic', reference.sha256, 'until withdrawn'])
      expect(page).toContain(text);
    const { receipt: plain } = await play(undefined);
    expect(renderReceiptPage(plain)).not.toContain('Cloned voices');
    expect(plain.languages[0]).not.toHaveProperty('voices');
  });
});
