import { convertConvolution } from './convert-convolution.mjs';
import { channelsFirst, channelsLast, integerOf, integersOf, paddingOf, requiredWeight } from './node-facts.mjs';

/**
 * @typedef {import('./read-tfjs-model.mjs').TfjsNode} TfjsNode
 * @typedef {import('./convert-graph.mjs').Conversion} Conversion
 */

/** ONNX numbers its element types; these two are what the models cast to. */
const TYPES = new Map([
  ['DT_FLOAT', 1],
  ['DT_INT32', 7], // indices are 64 bits wide in ONNX
]);

/** Operators that differ in name only. */
const SAME = new Map(
  Object.entries({
    ...{ Identity: 'Identity', Relu: 'Relu', Floor: 'Floor', Prelu: 'PRelu', AddN: 'Sum', Add: 'Add', AddV2: 'Add' },
    ...{ Sub: 'Sub', Mul: 'Mul', Maximum: 'Max', Minimum: 'Min', GatherNd: 'GatherND' },
  }),
);

/** Operators that fold axes; all but the sum name them in an attribute. */
const FOLDS = new Map(
  Object.entries({ Max: 'ReduceMax', Min: 'ReduceMin', Prod: 'ReduceProd', Mean: 'ReduceMean', Sum: 'ReduceSum' }),
);

/**
 * @typedef {(from: readonly string[], conversion: Conversion, node: TfjsNode) => string} Convert
 */

/**
 * Operators that need a little more, by what they are called in TensorFlow.
 * @type {ReadonlyMap<string, Convert>}
 */
const REST = new Map(
  Object.entries({
    Conv2D: (_from, conversion, node) => convertConvolution(node, conversion, false),
    _FusedConv2D: (_from, conversion, node) => convertConvolution(node, conversion, false),
    DepthwiseConv2dNative: (_from, conversion, node) => convertConvolution(node, conversion, true),
    MaxPool: (_from, conversion, node) => convertPool(node, conversion),
    StridedSlice: (_from, conversion, node) => convertSlice(node, conversion),
    BatchMatMulV2: (_from, conversion, node) => convertProduct(node, conversion),
    Reshape: ([value = '', shape = ''], { graph, resultOf }) =>
      graph.node({ op: 'Reshape', inputs: [resultOf(value), resultOf(shape)] }),
    Square: ([value = ''], { graph, resultOf }) =>
      graph.node({ op: 'Mul', inputs: [resultOf(value), resultOf(value)] }),
    Rsqrt: ([value = ''], { graph, resultOf }) =>
      graph.node({ op: 'Reciprocal', inputs: [graph.node({ op: 'Sqrt', inputs: [resultOf(value)] })] }),
    Pad: ([value = '', pads = ''], { graph, resultOf, weightOf }) => {
      const pairs = graph.integers(padsOf(numbersOf({ weightOf }, pads)));
      return graph.node({ op: 'Pad', inputs: [resultOf(value), pairs] });
    },
    Transpose: ([value = '', order = ''], { graph, resultOf, weightOf }) => {
      const attributes = { perm: numbersOf({ weightOf }, order) };
      return graph.node({ op: 'Transpose', inputs: [resultOf(value)], attributes });
    },
    ConcatV2: (from, { graph, resultOf, weightOf }) => {
      const [axis = 0] = numbersOf({ weightOf }, from.at(-1) ?? '');
      return graph.node({ op: 'Concat', inputs: from.slice(0, -1).map(resultOf), attributes: { axis } });
    },
    GatherV2: ([value = '', indices = '', along = ''], { graph, resultOf, weightOf }) => {
      const [axis = 0] = numbersOf({ weightOf }, along);
      return graph.node({ op: 'Gather', inputs: [resultOf(value), resultOf(indices)], attributes: { axis } });
    },
    Cast: ([value = ''], { graph, resultOf }, node) =>
      graph.node({ op: 'Cast', inputs: [resultOf(value)], attributes: { to: typeOf(node) } }),
  }),
);

/**
 * Adds one node of the model to the graph and returns the name of its value.
 * Fails for an operator or a variant of one that no face model uses.
 * @param {TfjsNode} node
 * @param {Conversion} conversion
 * @returns {string}
 */
export function convertNode(node, conversion) {
  const inputs = node.input ?? [];
  const op = SAME.get(node.op);
  if (op !== undefined) return conversion.graph.node({ op, inputs: inputs.map(conversion.resultOf) });
  if (FOLDS.has(node.op)) return convertFold(node, conversion);
  const convert = REST.get(node.op);
  if (convert === undefined) throw new Error(`operator ${node.op} of node ${node.name} is not known`);
  return convert(inputs, conversion, node);
}

/**
 * @param {Pick<Conversion, 'weightOf'>} conversion
 * @param {string} reference
 */
function numbersOf(conversion, reference) {
  return [...requiredWeight(conversion, reference).data];
}

/** @param {TfjsNode} node */
function typeOf(node) {
  const type = TYPES.get(node.attr?.['DstT']?.type ?? '');
  if (type === undefined) throw new Error(`node ${node.name} casts to a type that is not known`);
  return type;
}

/**
 * Pairs of before and after for each axis become all befores, then all afters.
 * @param {readonly number[]} pairs
 */
function padsOf(pairs) {
  return [...pairs.filter((_, at) => at % 2 === 0), ...pairs.filter((_, at) => at % 2 === 1)];
}

/**
 * @param {TfjsNode} node
 * @param {Conversion} conversion
 */
function convertFold(node, conversion) {
  const { graph, resultOf } = conversion;
  const [from = '', along = ''] = node.input ?? [];
  const axes = [...requiredWeight(conversion, along).data];
  const keepdims = node.attr?.['keep_dims']?.b === true ? 1 : 0;
  const op = FOLDS.get(node.op) ?? '';
  if (node.op === 'Sum') {
    return graph.node({ op, inputs: [resultOf(from), graph.integers(axes)], attributes: { keepdims } });
  }
  return graph.node({ op, inputs: [resultOf(from)], attributes: { axes, keepdims } });
}

/**
 * @param {TfjsNode} node
 * @param {Conversion} conversion
 */
function convertPool(node, { graph, resultOf }) {
  const [, height = 1, width = 1] = integersOf(node, 'ksize');
  const [, down = 1, right = 1] = integersOf(node, 'strides');
  const attributes = { kernel_shape: [height, width], strides: [down, right], ...paddingOf(node) };
  const inputs = [channelsFirst(graph, resultOf(node.input?.[0] ?? ''))];
  return channelsLast(graph, graph.node({ op: 'MaxPool', inputs, attributes }));
}

/**
 * A product of matrices, the second of them turned where the model says so. A matrix to turn is one of a batch, of rank
 * three, in every model there is; a runtime refuses to load the graph of any other.
 * @param {TfjsNode} node
 * @param {Conversion} conversion
 */
function convertProduct(node, { graph, resultOf }) {
  if (node.attr?.['adj_x']?.b === true) throw new Error(`node ${node.name} turns its first matrix`);
  const [left = '', right = ''] = (node.input ?? []).map(resultOf);
  if (node.attr?.['adj_y']?.b !== true) return graph.node({ op: 'MatMul', inputs: [left, right] });
  const turned = graph.node({ op: 'Transpose', inputs: [right], attributes: { perm: [0, 2, 1] } });
  return graph.node({ op: 'MatMul', inputs: [left, turned] });
}

/** Past every end: ONNX cuts it back to the length of the axis. */
const TO_THE_END = 2 ** 31 - 1;

/**
 * @param {TfjsNode} node
 * @param {Conversion} conversion
 */
function convertSlice(node, conversion) {
  const { graph, resultOf } = conversion;
  for (const mask of ['ellipsis_mask', 'new_axis_mask', 'shrink_axis_mask']) {
    if (integerOf(node, mask) !== 0) throw new Error(`node ${node.name} slices with ${mask}`);
  }
  const [from = '', ...bounds] = node.input ?? [];
  const [begins = [], ends = [], steps = []] = bounds.map((each) => [...requiredWeight(conversion, each).data]);
  /** @type {(name: string, axis: number) => boolean} */
  const isOpen = (name, axis) => ((integerOf(node, name) >> axis) & 1) === 1;
  const starts = begins.map((begin, axis) => (isOpen('begin_mask', axis) ? 0 : begin));
  const stops = ends.map((end, axis) => (isOpen('end_mask', axis) ? TO_THE_END : end));
  const lists = [starts, stops, starts.map((_, axis) => axis), steps].map((list) => graph.integers(list));
  return graph.node({ op: 'Slice', inputs: [resultOf(from), ...lists] });
}
