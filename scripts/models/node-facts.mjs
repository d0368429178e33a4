/**
 * @typedef {import('./read-tfjs-model.mjs').TfjsNode} TfjsNode
 * @typedef {import('./onnx-graph.mjs').OnnxGraph} OnnxGraph
 */

/**
 * A list of integers in a node's attributes, empty where it has none.
 * @param {TfjsNode} node
 * @param {string} name
 * @returns {readonly number[]}
 */
export function integersOf(node, name) {
  return (node.attr?.[name]?.list?.i ?? []).map(Number);
}

/**
 * One integer of a node's attributes, 0 where it has none.
 * @param {TfjsNode} node
 * @param {string} name
 */
export function integerOf(node, name) {
  return Number(node.attr?.[name]?.i ?? 0);
}

/**
 * Texts in a node's attributes, which are stored as base 64.
 * @param {TfjsNode} node
 * @param {string} name
 */
export function textsOf(node, name) {
  const { list, s } = node.attr?.[name] ?? {};
  const texts = list?.s ?? (s === undefined ? [] : [s]);
  return texts.map((text) => Buffer.from(text, 'base64').toString());
}

/**
 * How a window moves over the border of the picture. Fails for what no face model uses.
 * @param {TfjsNode} node
 * @returns {Readonly<{ auto_pad?: string }>}
 */
export function paddingOf(node) {
  const [padding] = textsOf(node, 'padding');
  if (padding === 'VALID') return {};
  if (padding === 'SAME') return { auto_pad: 'SAME_UPPER' };
  throw new Error(`node ${node.name} has padding ${padding}`);
}

/**
 * A constant that the conversion must know now.
 * @param {Pick<import('./convert-graph.mjs').Conversion, 'weightOf'>} conversion
 * @param {string} reference
 */
export function requiredWeight({ weightOf }, reference) {
  const weight = weightOf(reference);
  if (weight === undefined) throw new Error(`${reference} is not a constant`);
  return weight;
}

/**
 * @param {OnnxGraph} graph
 * @param {string} value
 */
export function channelsFirst(graph, value) {
  return graph.node({ op: 'Transpose', inputs: [value], attributes: { perm: [0, 3, 1, 2] } });
}

/**
 * @param {OnnxGraph} graph
 * @param {string} value
 */
export function channelsLast(graph, value) {
  return graph.node({ op: 'Transpose', inputs: [value], attributes: { perm: [0, 2, 3, 1] } });
}

/**
 * An activation by the name TensorFlow gives it when fused. Fails for what no face model uses.
 * @param {OnnxGraph} graph
 * @param {string} value
 * @param {string} name
 */
export function activate(graph, value, name) {
  if (name === 'Relu') return graph.node({ op: 'Relu', inputs: [value] });
  throw new Error(`activation ${name} is not known`);
}
