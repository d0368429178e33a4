/** Wire types of Protocol Buffers: https://protobuf.dev/programming-guides/encoding/ */
const VARINT = 0;
const BYTES = 2;
const FIXED_32 = 5;

/** One message in the Protocol Buffers encoding, written field by field. */
export class ProtoWriter {
  /** @type {Uint8Array[]} */
  #chunks = [];

  /**
   * An integer field; negative numbers as two's complement of 64 bits, as the format has it.
   * @param {number} field
   * @param {number} value
   */
  int(field, value) {
    this.#varint((field << 3) | VARINT);
    this.#varint(value);
    return this;
  }

  /**
   * A 32-bit floating-point field.
   * @param {number} field
   * @param {number} value
   */
  float(field, value) {
    this.#varint((field << 3) | FIXED_32);
    const bytes = Buffer.alloc(4);
    bytes.writeFloatLE(value);
    this.#chunks.push(bytes);
    return this;
  }

  /**
   * A field of text, of raw bytes or of another message.
   * @param {number} field
   * @param {string | Uint8Array | ProtoWriter} value
   */
  bytes(field, value) {
    const bytes =
      value instanceof ProtoWriter ? value.finish() : typeof value === 'string' ? Buffer.from(value) : value;
    this.#varint((field << 3) | BYTES);
    this.#varint(bytes.length);
    this.#chunks.push(bytes);
    return this;
  }

  /** The encoded message. */
  finish() {
    return Buffer.concat(this.#chunks);
  }

  /** @param {number} value */
  #varint(value) {
    let rest = BigInt.asUintN(64, BigInt(value));
    const bytes = [];
    do {
      const low = Number(rest & 0x7fn);
      rest >>= 7n;
      bytes.push(rest > 0n ? low | 0x80 : low);
    } while (rest > 0n);
    this.#chunks.push(Uint8Array.from(bytes));
  }
}
