import { describe, expect, it } from 'vitest';
import { createLineProgress } from '../../../cli/progress/create-line-progress.js';
import { createLiveBlock } from '../../../cli/progress/create-live-block.js';
import { createLiveProgress } from '../../../cli/progress/create-live-progress.js';
import { describeStage } from '../../../cli/progress/describe-stage.js';
import { renderBar } from '../../../cli/progress/render-bar.js';
import { renderJob } from '../../../cli/progress/render-job.js';
import { renderStage } from '../../../cli/progress/render-stage.js';
import { renderTransfer } from '../../../cli/progress/render-transfer.js';
import { createPainter, type Painter } from '../../../cli/text/create-painter.js';
import { displayWidth } from '../../../cli/text/display-width.js';
import { sampleStage, sampleStatus, submittedAt } from '../fake-polydub/sample-status.js';
import { Terminal } from './terminal.js';

const plain: Painter = (_paint, text) => text;

const running = sampleStatus({
  name: 'talk.mp4',
  progress: 0.52,
  secondsLeft: 80,
  targets: [
    { language: 'es', state: 'running' },
    { language: 'zu', state: 'failed' },
  ],
  stages: [
    sampleStage({ stage: 'probe', hits: 1 }, 0, 10),
    sampleStage({ stage: 'transcribe', engine: 'pocketsphinx 0.8' }, 10, 12_400),
    sampleStage({ stage: 'translate', language: 'es', engine: 'apertium', units: 12, hits: 4 }, 12_400, 14_000),
    sampleStage(
      {
        stage: 'translate',
        language: 'zu',
        state: 'failed',
        failure: {
          code: 'language-unreachable',
          message: 'No installed engine reaches zu.',
          next: 'Bring a translation.',
        },
      },
      12_400,
      12_500,
    ),
    sampleStage({ stage: 'synthesize', language: 'es', progress: 0.6, units: 20 }, 14_000),
  ],
});

const render = (columns: number, rows: number) => {
  return renderJob({ status: running, elapsedMs: 43_000, columns, rows, painter: plain }).join('\n');
};

describe('a running job in a terminal', () => {
  it('shows every stage, how far it is, and the time left', () => {
    expect(`\n${render(80, 40)}\n`).toMatchInlineSnapshot(`
      "
      talk.mp4  en → es, zu
      ✓ probe                already made
      ✓ transcribe               12 s   pocketsphinx 0.8
      ✓ translate    es         1.6 s   apertium, 4 of 12 units already made
      ✗ translate    zu      No installed engine reaches zu.
      ● synthesize   es      ██████████████░░░░░░░░░░   60 %

        ████████████░░░░░░░░░░░░   52 %   43 s so far, about 1 min 20 s left
      "
    `);
  });

  it('never draws a line wider than the terminal, in any script', () => {
    for (const columns of [20, 33, 79]) {
      const status = { ...running, name: '講演についてのとても長い名前のビデオ — répétition générale.mp4' };
      const lines = renderJob({
        status,
        elapsedMs: 43_000,
        columns,
        rows: 40,
        painter: createPainter({ env: {} }, true),
      });
      expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(columns);
    }
  });

  it('never draws more lines than the terminal has, and leaves out what is done first', () => {
    const languages = Array.from({ length: 50 }, (_, index) => `l${index}`);
    const status = sampleStatus({
      targets: languages.map((language) => ({ language, state: 'running' })),
      stages: languages.flatMap((language, index) => [
        sampleStage({ stage: 'translate', language }, 0, 10),
        ...(index < 3 ? [sampleStage({ stage: 'mix', language }, 10)] : []),
      ]),
    });

    const lines = renderJob({ status, elapsedMs: 0, columns: 80, rows: 12, painter: plain });

    expect(lines.length).toBeLessThan(12);
    expect(lines.filter((line) => line.includes('mix'))).toHaveLength(3);
    expect(lines.join('\n')).toContain('… and 44 more');
  });

  it('uses colour on a terminal, and none under NO_COLOR', () => {
    expect(createPainter({ env: {} }, true)('good', 'x')).toBe('\u001b[32mx\u001b[39m');
    expect(createPainter({ env: { NO_COLOR: '1' } }, true)('good', 'x')).toBe('x');
    expect(createPainter({ env: {} }, false)('good', 'x')).toBe('x');
  });

  it('fills the bar only when everything is done', () => {
    expect([renderBar(0, 4), renderBar(0.999, 4), renderBar(1, 4), renderBar(7, 4)]).toEqual([
      '░░░░',
      '███░',
      '████',
      '████',
    ]);
  });
});

describe('a transfer in a terminal', () => {
  it('shows how much went through and the time left', () => {
    const phase = { kind: 'uploading', name: 'talk.mp4', doneBytes: 12_000_000, totalBytes: 48_000_000 } as const;

    expect(renderTransfer({ phase, elapsedMs: 5000, columns: 100 })).toBe(
      'uploading ██████░░░░░░░░░░░░░░░░░░   25 %   12.0 MB of 48.0 MB, 15 s left   talk.mp4',
    );
  });
});

describe('a redrawn block', () => {
  it('replaces its lines in place, keeps notes above, and stays when it ends', () => {
    const terminal = new Terminal();
    const block = createLiveBlock(terminal);

    block.draw(['one', 'two', 'three']);
    block.draw(['ONE']);
    block.print('a note');
    block.draw(['1', '2']);
    block.end();
    block.draw(['next', 'more']);
    block.draw([]);
    block.draw(['last']);

    expect(terminal.lines()).toEqual(['a note', '1', '2', 'last']);
  });

  it('goes from upload to stages without leaving the upload behind', () => {
    const terminal = new Terminal();
    const now = () => Date.parse(submittedAt) + 1000;
    const progress = createLiveProgress({ sink: terminal, now, painter: plain });

    progress.phase({ kind: 'starting-cloud' });
    progress.phase({ kind: 'uploading', name: 'talk.mp4', doneBytes: 1, totalBytes: 2 });
    progress.phase({ kind: 'job', status: sampleStatus({ stages: [sampleStage({ stage: 'probe' }, 0)] }) });
    progress.end();

    expect(terminal.lines()).toEqual([
      'talk.mp4  en → es',
      '● probe                ████████████░░░░░░░░░░░░   50 %',
      '',
      '  ░░░░░░░░░░░░░░░░░░░░░░░░    0 %   1.0 s so far',
    ]);
  });
});

describe('progress without a terminal', () => {
  it('is one line for each change', () => {
    let text = '';
    const progress = createLineProgress({
      write: (more) => {
        text += more;
      },
    });

    progress.phase({ kind: 'starting-cloud' });
    for (const doneBytes of [0, 1000, 2000])
      progress.phase({ kind: 'uploading', name: 'talk.mp4', doneBytes, totalBytes: 2000 });
    progress.phase({ kind: 'job', status: sampleStatus({ stages: [sampleStage({ stage: 'probe' }, 0)] }) });
    progress.phase({ kind: 'job', status: running });
    progress.phase({ kind: 'job', status: running });

    expect(`\n${text}`).toMatchInlineSnapshot(`
      "
      starting the cloud on this machine
      uploading talk.mp4
      uploaded talk.mp4
      job job_1: talk.mp4, en to es
      probe: running
      probe: already made
      transcribe: done in 12 s (pocketsphinx 0.8)
      es translate: done in 1.6 s (apertium)
      zu translate: failed (language-unreachable): No installed engine reaches zu.
      es synthesize: running
      "
    `);
  });

  it('lets no control characters of a name through', () => {
    let text = '';
    const progress = createLineProgress({
      write: (more) => {
        text += more;
      },
    });

    progress.phase({ kind: 'stored', name: 'a\u001b[2Jb\nc.mp4', totalBytes: 1 });

    expect(text).toBe('a [2Jb c.mp4 is stored already, nothing to upload\n');
  });
});

describe('a stage that was cancelled with its job', () => {
  it('is called cancelled, in one word, and is no failure', () => {
    const stage = sampleStage(
      {
        ...{ stage: 'mix', language: 'es', state: 'cancelled' },
        failure: { code: 'cancelled', message: 'Job job_1 was cancelled.', next: '' },
      },
      0,
      10,
    );
    const marked: Painter = (paint, text) => `<${paint}>${text}`;

    expect(describeStage(stage)).toBe('es mix: cancelled');
    expect(renderStage({ stage, columns: 80, barWidth: 24, painter: marked })).toMatch(/^<dim>– mix +es +cancelled$/);
  });
});
