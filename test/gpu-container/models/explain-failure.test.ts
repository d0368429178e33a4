import { describe, expect, it } from 'vitest';
import { explainFailure } from '../../../gpu-container/src/models/cli/explain-failure.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

describe('a failure of npm run models', () => {
  it('is wrong usage where the words given were not understood, and speaks of no job', () => {
    for (const code of ['request-invalid', 'engine-missing'] as const) {
      expect(explainFailure(new PipelineError(code, 'There is no model "hal-9000".'))).toEqual({
        text: 'models: There is no model "hal-9000".\n',
        exitCode: 2,
      });
    }
  });

  it('names the way without a network, and promises no trial that nobody makes', () => {
    const { text, exitCode } = explainFailure(new PipelineError('unavailable', 'huggingface.co cannot be reached.'));
    expect(exitCode).toBe(1);
    expect(text).toContain('--from FOLDER');
    expect(text).not.toContain('by itself');
  });

  it('is told apart where a person stopped it', () => {
    expect(explainFailure(new PipelineError('cancelled', 'The download was cancelled.'))).toEqual({
      text: 'models: Stopped. Run it again: it goes on where it was.\n',
      exitCode: 130,
    });
  });

  it('says what to do next of everything else', () => {
    const { text, exitCode } = explainFailure(new PipelineError('model-damaged', 'gtcrn_simple.onnx is another.'));
    expect(exitCode).toBe(1);
    expect(text).toContain('Pull the model again');
  });
});
