/** Numbers of fields in onnx.proto. */
const MODEL_GRAPH = 7;
const GRAPH = { node: 1, output: 12 } as const;
const NODE = { output: 2, type: 4 } as const;
const VALUE_NAME = 1;

/** The operator that makes whole frames of durations; a voice has one. */
const ROUNDING = 'Ceil';
const WIRE = { varint: 0, eightBytes: 1, bytes: 2, fourBytes: 5 } as const;

/**
 * What has to be added to the end of a Piper voice so that its graph gives its durations out, or `undefined` for one that
 * does so already, or has no such number or several. Parts of a message that come twice are merged when a protocol buffer is read, so a second
 * part of the graph with nothing but an output is enough; Piper’s own program adds the same output
 * (OHF-Voice/piper1-gpl, `patch_voice_with_alignment.py`).
 */
export function exposeDurations(model: Uint8Array): Uint8Array | undefined {
  const names: string[] = [];
  const given: string[] = [];
  for (const graph of fieldsOf(model, MODEL_GRAPH)) {
    for (const output of fieldsOf(graph, GRAPH.output)) given.push(...fieldsOf(output, VALUE_NAME).map(textOf));
    for (const node of fieldsOf(graph, GRAPH.node))
      if (fieldsOf(node, NODE.type).some((type) => textOf(type) === ROUNDING))
        names.push(...fieldsOf(node, NODE.output).map(textOf));
  }
  const [name] = names;
  if (name === undefined || names.length > 1 || given.includes(name)) return undefined;
  const value = field(VALUE_NAME, new TextEncoder().encode(name));
  return field(MODEL_GRAPH, field(GRAPH.output, value));
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The parts of a message with that number; all of them are messages or texts. */
function fieldsOf(message: Uint8Array, wanted: number): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const key = varint();
    const wire = key % 8;
    if (wire === WIRE.varint) varint();
    else if (wire === WIRE.eightBytes) at += 8;
    else if (wire === WIRE.fourBytes) at += 4;
    else if (wire === WIRE.bytes) {
      const length = varint();
      if (Math.floor(key / 8) === wanted) found.push(message.subarray(at, at + length));
      at += length;
    } else return [];
  }
  return found;
}

/** A part of a message; short ones only. */
function field(number: number, content: Uint8Array): Uint8Array {
  const length = [];
  for (let left = content.length; ; left = Math.floor(left / 128)) {
    length.push(left < 128 ? left : (left % 128) + 128);
    if (left < 128) break;
  }
  return Uint8Array.of(number * 8 + WIRE.bytes, ...length, ...content);
}
