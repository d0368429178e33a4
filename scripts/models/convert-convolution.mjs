import {
  activate,
  channelsFirst,
  channelsLast,
  integersOf,
  paddingOf,
  requiredWeight,
  textsOf,
} from './node-facts.mjs';

/**
 * A convolution, or with `isDepthwise` one of each channel by itself, with the bias and activations fused to it.
 * @param {import('./read-tfjs-model.mjs').TfjsNode} node
 * @param {import('./convert-graph.mjs').Conversion} conversion
 * @param {boolean} isDepthwise
 */
export function convertConvolution(node, conversion, isDepthwise) {
  const { graph, resultOf } = conversion;
  const [source = '', kernel = '', bias = ''] = node.input ?? [];
  const weight = requiredWeight(conversion, kernel);
  const { data, shape } = isDepthwise ? depthwiseKernel(weight) : denseKernel(weight);
  const fused = textsOf(node, 'fused_ops');
  const inputs = [channelsFirst(graph, resultOf(source)), graph.floats(data, shape)];
  if (fused.includes('BiasAdd')) inputs.push(resultOf(bias));
  const [, stride = 1, strideX = 1] = integersOf(node, 'strides');
  const [, dilation = 1, dilationX = 1] = integersOf(node, 'dilations');
  const attributes = {
    strides: [stride, strideX],
    dilations: [dilation, dilationX],
    group: isDepthwise ? (weight.shape[2] ?? 1) : 1,
    ...paddingOf(node),
  };
  const result = channelsLast(graph, graph.node({ op: 'Conv', inputs, attributes }));
  return fused.filter((name) => name !== 'BiasAdd').reduce((value, name) => activate(graph, value, name), result);
}

/**
 * From height, width, in, out to out, in, height, width.
 * @param {import('./read-tfjs-model.mjs').TfjsWeight} weight
 */
function denseKernel({ data: from, shape: [height = 1, width = 1, ins = 1, outs = 1] }) {
  const data = new Float32Array(from.length);
  for (let at = 0; at < from.length; at += 1) {
    const out = at % outs;
    const into = Math.floor(at / outs) % ins;
    const place = Math.floor(at / (outs * ins));
    data[(out * ins + into) * height * width + place] = from[at] ?? 0;
  }
  return { data, shape: [outs, ins, height, width] };
}

/**
 * From height, width, channel, multiple to channel × multiple, 1, height, width.
 * @param {import('./read-tfjs-model.mjs').TfjsWeight} weight
 */
function depthwiseKernel({ data: from, shape: [height = 1, width = 1, channels = 1, multiple = 1] }) {
  const data = new Float32Array(from.length);
  const outs = channels * multiple;
  for (let at = 0; at < from.length; at += 1) {
    data[(at % outs) * height * width + Math.floor(at / outs)] = from[at] ?? 0;
  }
  return { data, shape: [outs, 1, height, width] };
}
