import type { Cue } from '../../../../pipeline/subtitles/model/cue.js';
import { subtitleFormats } from '../../../../pipeline/subtitles/model/subtitle-document.js';
import { writeSubtitles } from '../../../../pipeline/subtitles/write-subtitles.js';

const cues: readonly Cue[] = [
  {
    startMs: 1000,
    endMs: 2500,
    lines: [
      [{ text: 'Good morning,' }],
      [
        { text: 'my name is ', italic: true },
        { text: 'Jordi', bold: true, color: '#ff0000' },
      ],
    ],
  },
  {
    id: 'two',
    startMs: 2600,
    endMs: 5000,
    speaker: 'Ana & Luis',
    lines: [[{ text: '- ¿Qué? <no>' }], [{ text: '- مرحبا، كيف حالك؟' }]],
    placement: { line: 10, isLinePercent: true, align: 'left' },
  },
  {
    startMs: 6000,
    endMs: 7000,
    lines: [
      [
        { text: '漢字', ruby: 'かんじ' },
        { text: 'です。', atMs: 6500 },
      ],
    ],
    isForced: true,
  },
];

/** One valid file of every format, as bytes. */
export const seedFiles: readonly Uint8Array[] = subtitleFormats.map((format) =>
  new TextEncoder().encode(writeSubtitles(cues, format, { language: 'es', title: 'Seed' })),
);
