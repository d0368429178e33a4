import { convertNode } from './convert-node.mjs';
import { OnnxGraph } from './onnx-graph.mjs';

/**
 * What the conversion of one node may ask for: nodes are converted when something first needs their result, so what no
 * output depends on never gets into the graph.
 * @typedef {Readonly<{
 *   graph: OnnxGraph,
 *   resultOf: (reference: string) => string,
 *   weightOf: (reference: string) => import('./read-tfjs-model.mjs').TfjsWeight | undefined,
 * }>} Conversion
 */

/** How deep a constant may hide behind nodes that only pass it on. */
const MAX_PASSES = 8;

/**
 * Turns a TensorFlow.js graph model into the bytes of an ONNX file. Tensors keep the channels last, as the model's
 * authors laid them out; a runtime removes the transpositions this costs when it loads the graph.
 * @param {Readonly<{ model: import('./read-tfjs-model.mjs').TfjsModel,
 *   input: Readonly<{ node: string, shape: readonly number[] }>,
 *   outputs: Readonly<Record<string, string>> }>} params `outputs`: name in the ONNX file, node it comes from
 */
export function convertGraph({ model, input, outputs }) {
  const graph = new OnnxGraph();
  /** @type {Map<string, string>} */
  const values = new Map([[input.node, graph.input('image', input.shape)]]);
  /** @type {Conversion} */
  const conversion = {
    graph,
    weightOf: (reference) => findWeight(model, reference),
    resultOf: (reference) => {
      const name = nodeName(reference);
      const known = values.get(name);
      if (known !== undefined) return known;
      const value = convert(name);
      values.set(name, value);
      return value;
    },
  };
  /** @param {string} name */
  const convert = (name) => {
    const weight = model.weights.get(name);
    if (weight !== undefined) return addWeight(graph, weight);
    const node = model.nodes.get(name);
    if (node === undefined) throw new Error(`the model has no node ${name}`);
    return convertNode(node, conversion);
  };
  for (const [name, node] of Object.entries(outputs)) graph.output(name, conversion.resultOf(node));
  return graph.toModel();
}

/** @param {string} reference `name`, `name:0` or `^name` */
function nodeName(reference) {
  return reference.replace(/^\^/, '').replace(/:0$/, '');
}

/**
 * @param {import('./read-tfjs-model.mjs').TfjsModel} model
 * @param {string} reference
 */
function findWeight(model, reference) {
  let name = nodeName(reference);
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const node = model.nodes.get(name);
    const from = node?.input?.[0];
    if (node?.op !== 'Identity' || from === undefined) break;
    name = nodeName(from);
  }
  return model.weights.get(name);
}

/**
 * @param {OnnxGraph} graph
 * @param {import('./read-tfjs-model.mjs').TfjsWeight} weight
 */
function addWeight(graph, { data, shape }) {
  return data instanceof Float32Array ? graph.floats(data, shape) : graph.integers([...data], shape);
}
