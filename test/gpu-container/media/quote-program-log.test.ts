import { describe, expect, it } from 'vitest';
import { programFailure } from '../../../gpu-container/src/media/program-failure.js';
import { quoteProgramLog } from '../../../gpu-container/src/media/quote-program-log.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

const log = `[matroska,webm @ 0x5578a4689640] 0x00 at pos 12 (0xc) invalid as first byte of an EBML number
[matroska,webm @ 0x5578a4689640] EBML header parsing failed
[in#0 @ 0x5578a46895c0] [aac @ 0x5578a4689640] EBML header parsing failed
the source: Invalid data found when processing input
`;

describe('quoteProgramLog', () => {
  it('keeps what happened and drops addresses, repetitions and what says nothing more', () => {
    expect(quoteProgramLog(log)).toBe(
      '0x00 at pos 12 (0xc) invalid as first byte of an EBML number; EBML header parsing failed',
    );
  });

  it('says the general thing when nothing else was said', () => {
    expect(quoteProgramLog('the source: Invalid data found when processing input\n')).toBe(
      'the source: Invalid data found when processing input',
    );
  });

  it('stays short, however much was written', () => {
    const lines = Array.from({ length: 500 }, (_, index) => `error ${index} ${'x'.repeat(500)}`);
    expect(quoteProgramLog(lines.join('\n')).length).toBeLessThan(600);
    expect(quoteProgramLog('')).toBe('');
  });
});

describe('programFailure', () => {
  const fail = (message: string) =>
    programFailure({
      error: new PipelineError('source-damaged', message),
      what: 'ffmpeg cannot process the file',
      hidden: new Map([['/work/unit/in', 'a file']]),
    });

  it('reads as one sentence without a path of the worker', () => {
    const { code, message } = fail('ffmpeg ended with status 1: file:/work/unit/in: moov atom not found');
    expect({ code, message }).toEqual({
      code: 'source-damaged',
      message: 'ffmpeg cannot process the file: a file: moov atom not found.',
    });
    expect(fail('ffmpeg ended with status 1.').message).toBe('ffmpeg cannot process the file.');
    expect(fail('ffmpeg was ended by SIGSEGV.').message).toContain('was ended by SIGSEGV');
  });

  it('does not blame the file when the disk of the worker is full', () => {
    const full = fail('ffmpeg ended with status 1: av_interleaved_write_frame(): No space left on device');
    expect(full).toMatchObject({ code: 'unavailable', retryable: true });
  });

  it('tells a file that reached for another from a damaged one', () => {
    const message = "ffmpeg ended with status 1: Protocol 'http' not on whitelist 'file'!";
    expect(fail(message).code).toBe('source-forbidden');
  });
});
