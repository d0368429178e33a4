/** The element types the engines use, with the arrays that carry them. */
export interface OnnxArrays {
  readonly float32: Float32Array;
  /** Half-precision bit patterns. */
  readonly float16: Uint16Array;
  readonly int64: BigInt64Array;
  readonly int32: Int32Array;
  readonly uint8: Uint8Array;
  readonly int8: Int8Array;
  readonly bool: Uint8Array;
}

/** Numbers in a shape, row-major. Engines make these and never touch the runtime's own class. */
export type OnnxTensor = {
  readonly [Type in keyof OnnxArrays]: {
    readonly type: Type;
    readonly data: OnnxArrays[Type];
    readonly dims: readonly number[];
  };
}[keyof OnnxArrays];
