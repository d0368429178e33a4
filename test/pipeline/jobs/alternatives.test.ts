import { describe, expect, it } from 'vitest';
import { FitPlan } from '../../../pipeline/contracts/fit-plan.js';
import type { Memo } from '../../../pipeline/contracts/memo.js';
import { Speech } from '../../../pipeline/contracts/spoken-segment.js';
import type { StageRequest } from '../../../pipeline/contracts/stage-request.js';
import { buildReceiptLanguage } from '../../../pipeline/jobs/build-receipt-language.js';
import { collectSpeech } from '../../../pipeline/jobs/collect-speech.js';
import { cutStage } from '../../../pipeline/jobs/cut-stage.js';
import { planStage } from '../../../pipeline/jobs/plan-stage.js';
import { readArtifact } from '../../../pipeline/jobs/read-artifact.js';
import { writeArtifact } from '../../../pipeline/jobs/write-artifact.js';
import { playedSpeech } from '../../../pipeline/speech/played-speech.js';
import { parseBroughtTranslation } from '../../../pipeline/stages/parse-brought-translation.js';
import { runFit } from '../../../pipeline/stages/run-fit.js';
import { runSubtitle } from '../../../pipeline/stages/run-subtitle.js';
import { createMemoryArtifactStore } from '../ports/memory-artifact-store.js';
import { createMemoryMemoStore } from '../ports/memory-memo-store.js';

const MS_PER_CHARACTER = 60;
const engine: NonNullable<StageRequest['engine']> = {
  ...{ capability: 'speech-synthesizer', id: 'espeak', version: '1', fingerprint: 'f'.repeat(64) },
  ...{ licence: 'GPL-3.0-or-later', reason: 'test' },
};
const transcript = {
  language: 'en',
  segments: ['Good morning to you.', 'How are you?', 'Fine.'].map((text, at) => ({
    ...{ id: `seg_${at}`, startMs: at * 2000, endMs: at * 2000 + 1900, text, words: [] },
  })),
};
/** The first line is far too long for its two seconds; the alternative is not. */
const table = [
  'start,end,text,alternative,alternative 2',
  '0:00,0:01.9,"Les deseo a todos ustedes que tengan una muy buena mañana, de corazón.","Muy buenos días a todos ustedes.",Buenas.',
  '0:02,0:03.9,¿Cómo están ustedes?,,',
  '0:04,0:05.9,Bien.,,',
].join('\n');

async function play(csv: string) {
  const artifacts = createMemoryArtifactStore();
  const translation = parseBroughtTranslation({
    ...{ bytes: new TextEncoder().encode(csv), name: 'es.csv', language: 'es', transcript },
  });
  const write = (value: unknown) => writeArtifact(artifacts, value);
  const voices = [{ id: 'es', language: 'es' }];
  const inputs = {
    translation: await write(translation),
    transcript: await write(transcript),
    survey: await write({
      ...{ workerVersion: 'test', missing: [] },
      engines: [
        { ...engine, tier: 'embedded', isCommercialUseAllowed: true, quality: 1, languages: ['es'], voices },
      ].map(({ reason: _, ...each }) => each),
    }),
    media: await write({ container: 'mp4', durationMs: 6000, audio: [] }),
    shots: await write({ cutsMs: [] }),
  };
  const request: StageRequest = { jobId: 'job_1', stage: 'synthesize', language: 'es', params: {}, inputs, engine };
  const plan = await planStage(request, { artifacts, memos: createMemoryMemoStore() });
  const memos = await Promise.all(
    plan.units.map(async (unit): Promise<Memo> => {
      const text = String(unit.params['text']);
      const durationMs = text.length * MS_PER_CHARACTER;
      const audio = await artifacts.put(new TextEncoder().encode(`sound of ${text}`), 'audio/wav');
      const words = [{ text, startMs: 0, endMs: durationMs }];
      const timing = await write({ durationMs, sampleRateHz: 22_050, words });
      return { schemaVersion: 1, ...unit, outputs: { audio, timing }, computeMs: 1 };
    }),
  );
  const { 'speech-manifest': speech } = await collectSpeech(plan, memos, artifacts);
  if (speech === undefined) throw new Error('no speech');
  const unit = (stage: 'fit' | 'subtitle', params: object, more: object) => ({
    ...{
      stage,
      unitKey: 'a'.repeat(64),
      params: { ...params },
      inputs: { ...inputs, 'speech-manifest': speech, ...more },
    },
  });
  const { fit } = await runFit(unit('fit', {}, {}), artifacts);
  if (fit === undefined) throw new Error('no fit');
  const subtitles = await runSubtitle(
    unit('subtitle', { language: 'es', profile: 'netflix', formats: ['srt'] }, { fit }),
    artifacts,
  );
  const made = { ...inputs, 'speech-manifest': speech, fit };
  return {
    ...{ artifacts, plan, request },
    speech: await readArtifact(artifacts, speech, Speech),
    fit: await readArtifact(artifacts, fit, FitPlan),
    srt: new TextDecoder().decode(await artifacts.get(subtitles['srt'] as NonNullable<typeof fit>)), // made above
    receipt: await buildReceiptLanguage({ jobId: 'job_1', language: 'es', made }, [], artifacts),
  };
}

describe('a translation that brings other wordings', () => {
  it('has each of them spoken by the same voice', async () => {
    const { plan, speech } = await play(table);

    expect(plan.units.map(({ params }) => `${params['voice']} ${params['text']}`)).toEqual([
      'es Les deseo a todos ustedes que tengan una muy buena mañana, de corazón.',
      'es Muy buenos días a todos ustedes.',
      'es Buenas.',
      'es ¿Cómo están ustedes?',
      'es Bien.',
    ]);
    expect(speech.segments.map(({ alternatives }) => alternatives?.map(({ text }) => text))).toEqual([
      ['Muy buenos días a todos ustedes.', 'Buenas.'],
      undefined,
      undefined,
    ]);
  });

  it('has the fit choose the one that needs no hurry', async () => {
    const { fit } = await play(table);

    expect(fit.segments.map(({ alternative }) => alternative)).toEqual([0, undefined, undefined]);
    expect(fit.segments.every(({ rate }) => rate <= 1.2)).toBe(true);
  });

  it('plays, shows and tells the wording that was chosen, and no other', async () => {
    const { speech, fit, srt, receipt, artifacts } = await play(table);

    const [played] = playedSpeech(speech, fit).segments;
    expect(played).toMatchObject({ text: 'Muy buenos días a todos ustedes.', durationMs: 32 * MS_PER_CHARACTER });
    expect(played?.alternatives).toBeUndefined();
    expect(played?.words?.[0]?.text).toBe('Muy buenos días a todos ustedes.');
    if (played !== undefined)
      expect(new TextDecoder().decode(await artifacts.get(played.audio))).toBe(
        'sound of Muy buenos días a todos ustedes.',
      );
    expect(srt.replace(/\s+/g, ' ')).toContain('Muy buenos días a todos ustedes.');
    expect(srt).not.toContain('corazón');
    expect(receipt.segments[0]).toMatchObject({ translatedText: 'Muy buenos días a todos ustedes.', alternative: 0 });
    expect(receipt.segments[1]).not.toHaveProperty('alternative');
  });

  it('changes nothing where it brings none: the same units as before', async () => {
    const plain = table.replace(',"Muy buenos días a todos ustedes.",Buenas.', ',,');
    const { plan, speech, fit, request, artifacts } = await play(plain);

    expect(plan.units.map(({ params }) => Object.keys(params).sort())).toEqual(
      Array.from({ length: 3 }, () => ['language', 'text', 'voice']),
    );
    expect(speech.segments.every(({ alternatives }) => alternatives === undefined)).toBe(true);
    expect(playedSpeech(speech, fit)).toEqual(speech);
    expect((await cutStage(request, artifacts)).length).toBe(3);
  });
});

describe('a brought translation', () => {
  const parse = (text: string, name: string) =>
    parseBroughtTranslation({ bytes: new TextEncoder().encode(text), name, language: 'es', transcript }).segments;

  it('may be one of ours with alternatives', () => {
    const own = { language: 'es', segments: [{ id: 'seg_1', text: '¿Qué tal?', alternatives: ['¿Y?'] }] };
    expect(parse(JSON.stringify(own), 'es.json')[1]).toEqual({ id: 'seg_1', text: '¿Qué tal?', alternatives: ['¿Y?'] });
  });

  it('may be subtitles as JSON with alternatives', () => {
    const cues = [{ startMs: 2100, endMs: 3000, text: '¿Qué tal?', alternatives: ['¿Y?'] }];
    expect(parse(JSON.stringify({ schemaVersion: 1, cues }), 'es.json')[1]).toMatchObject({ alternatives: ['¿Y?'] });
  });

  it('joins the wordings of pieces that belong to one segment', () => {
    const rows = ['start;end;text;alternative', '0:00;0:01;Hola,;Eh,', '0:01;0:01.9;buenos días.;'];
    expect(parse(rows.join('\n'), 'es.csv')[0]).toEqual({
      ...{ id: 'seg_0', text: 'Hola, buenos días.', alternatives: ['Eh, buenos días.'] },
    });
  });

  it('keeps the order of lines that are the same ones, however far aligning has moved them', () => {
    const moved = {
      language: 'en',
      segments: [1300, 1700, 2200].map((startMs, at) => ({
        ...{ id: `seg_${at}`, startMs, endMs: startMs + 400, text: 'x', words: [] },
      })),
    };
    const rows = ['start,end,text', '0:00,0:01,uno', '0:01,0:01.5,dos', '0:01.5,0:03,tres'].join('\n');
    const { segments } = parseBroughtTranslation({
      ...{ bytes: new TextEncoder().encode(rows), name: 'es.csv', language: 'es', transcript: moved },
    });
    expect(segments.map(({ text }) => text)).toEqual(['uno', 'dos', 'tres']);
  });
});
