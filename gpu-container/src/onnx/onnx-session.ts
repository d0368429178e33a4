import type { OnnxTensor } from './onnx-tensor.js';

/** Where a session computes. */
export type OnnxDevice = 'cpu' | 'cuda';

/** A loaded graph. */
export interface OnnxSession {
  readonly device: OnnxDevice;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Element type by input: half-precision graphs differ in which of their inputs are halved. */
  readonly inputTypes: Readonly<Record<string, string>>;
  /** Time spent inside the runtime so far, in ms: what an engine takes beyond it is its own. */
  readonly runMs: number;
  /** Runs the graph once. Fails with `engine-failed`; `cause` is the runtime's error. */
  run(feeds: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>>;
}
