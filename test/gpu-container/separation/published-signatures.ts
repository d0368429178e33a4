import { TestGraph } from '../onnx/test-graph.js';

/** UVR's signature: `input` and `output`, `[batch, 4, bins, 256]`; each plane multiplied with a gain of its own. */
export function mdxGraph(bins: number, gains: readonly [number, number, number, number]): TestGraph {
  const graph = new TestGraph();
  const dims = ['batch', 4, bins, 256];
  graph.input('input', 'float32', dims);
  graph.output('output', graph.node('Mul', ['input', graph.floats(gains, [1, 4, 1, 1])]), 'float32', dims);
  return graph;
}

/** The signature of TIGER's export; dialogue is half of what is heard, music and effects are other shares. */
export function tigerGraph(): TestGraph {
  const graph = new TestGraph();
  graph.input('mix_spec', 'float32', [1, 2, 1025, 1034]);
  const shares = [0.5, 0.25, 0.125].map((share) => graph.node('Mul', ['mix_spec', graph.floats([share])]));
  graph.output('stems_spec', graph.node('Concat', shares, { axis: 1 }), 'float32', [1, 6, 1025, 1034]);
  return graph;
}

const MRX_SIZES = [1024, 2048, 8192] as const;

/** Makes the masks of music, speech and effects from a magnitude. */
export type MrxMask = (graph: TestGraph, magnitudes: string, size: number) => readonly string[];

/** The signature of MRX's export: magnitudes in, masks of music, speech and effects out. */
export function mrxGraph(mask: MrxMask): TestGraph {
  const graph = new TestGraph();
  for (const size of MRX_SIZES) graph.input(`mag_${size}`, 'float32', ['batch', size / 2 + 1, 'frames']);
  const axis = graph.integers([1]);
  for (const size of MRX_SIZES) {
    const masks = mask(graph, `mag_${size}`, size).map((name) => graph.node('Unsqueeze', [name, axis]));
    const stacked = graph.node('Concat', masks, { axis: 1 });
    graph.output(`mask_${size}`, stacked, 'float32', ['batch', 3, size / 2 + 1, 'frames']);
  }
  return graph;
}

/** The signature of HTDemucs' export: stems that are 1/8, 1/4, 1/8 and 1/2 of the mix. */
export function demucsGraph(segmentSamples: number): TestGraph {
  const graph = new TestGraph();
  graph.input('mix', 'float32', [1, 2, segmentSamples]);
  const spread = graph.node('Unsqueeze', ['mix', graph.integers([1])]);
  const shares = graph.floats([0.125, 0.25, 0.125, 0.5], [1, 4, 1, 1]);
  graph.output('stems', graph.node('Mul', [spread, shares]), 'float32', [1, 4, 2, segmentSamples]);
  return graph;
}
