import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { resample } from '../../../../pipeline/sound/resample.js';
import { readWav } from '../../media/read-wav.js';
import type { OnnxTensor } from '../../onnx/onnx-tensor.js';
import type { Chatterbox } from './open-chatterbox.js';
import { CHATTERBOX_RATE_HZ } from './speech-marks.js';

/** A voice as the graphs hand it to each other. */
export interface EncodedVoice {
  /** What the speaker begins with. */
  readonly features: OnnxTensor;
  /** What the decoder begins with: speech tokens of the sample, the voice itself, the spectrogram of the sample. */
  readonly tokens: OnnxTensor;
  readonly embeddings: OnnxTensor;
  readonly spectrogram: OnnxTensor;
}

/** Listens to a sample of somebody's speech. Fails with `source-damaged` and `engine-failed`. */
export async function encodeVoice({ encoder }: Chatterbox, path: string): Promise<EncodedVoice> {
  const samples = await readMono(path);
  const outputs = await encoder.run({
    audio_values: { type: 'float32', data: samples, dims: [1, samples.length] },
  });
  const need = (name: string): OnnxTensor => {
    const tensor = outputs[name];
    if (tensor === undefined) throw new PipelineError('engine-failed', `The model gives no ${name}.`);
    return tensor;
  };
  return {
    features: need('audio_features'),
    tokens: need('audio_tokens'),
    embeddings: need('speaker_embeddings'),
    spectrogram: need('speaker_features'),
  };
}

async function readMono(path: string): Promise<Float32Array> {
  const { samples, channels, sampleRateHz } = await readWav(path);
  if (channels !== 1) throw new PipelineError('source-damaged', 'The sample of a voice has more than one channel.');
  return resample({
    samples: Float32Array.from(samples, (sample) => sample / 32_768),
    fromHz: sampleRateHz,
    toHz: CHATTERBOX_RATE_HZ,
  });
}
