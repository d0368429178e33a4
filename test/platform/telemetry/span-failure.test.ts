import { expect, it } from 'vitest';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { spanFailure } from '../../../platform/telemetry/span-failure.js';

it('says the code and the message of a failure', () => {
  expect(spanFailure(new PipelineError('no-speech', 'Nobody speaks.'))).toEqual({
    code: 'no-speech',
    message: 'Nobody speaks.',
  });
});

it('keeps signatures of addresses and endless messages to itself', () => {
  const signed = 'GET https://a.blob.core.windows.net/x/y?sv=2026&sig=secret failed, see "http://b/c?sig=secret"';
  expect(spanFailure(new Error(signed)).message).not.toContain('secret');
  expect(spanFailure(new Error(signed)).message).toContain('https://a.blob.core.windows.net/x/y failed');
  expect(spanFailure(new Error('x'.repeat(10_000))).message).toHaveLength(500);
});
