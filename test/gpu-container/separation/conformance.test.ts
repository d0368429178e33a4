import { createCocktailForkSeparator } from '../../../gpu-container/src/engines/cocktail-fork/create-cocktail-fork-separator.js';
import { createDemucsSeparator } from '../../../gpu-container/src/engines/demucs/create-demucs-separator.js';
import { createMdxSeparator } from '../../../gpu-container/src/engines/mdx-net/create-mdx-separator.js';
import { MDX_GRAPHS } from '../../../gpu-container/src/engines/mdx-net/mdx-graphs.js';
import { createTigerSeparator } from '../../../gpu-container/src/engines/tiger/create-tiger-separator.js';
import { fixedGraph } from '../engines/neural/fixed-graph.js';
import { demucsGraph, mdxGraph, mrxGraph, tigerGraph } from './published-signatures.js';
import { sourceSeparatorSuite } from './source-separator.suite.js';

const VOC_FT = MDX_GRAPHS['mdx-voc-ft'];
sourceSeparatorSuite('mdx-voc-ft', async () =>
  createMdxSeparator(await fixedGraph(mdxGraph(VOC_FT.bins, [1, 1, 1, 1])), VOC_FT),
);
sourceSeparatorSuite('tiger', async () => createTigerSeparator(await fixedGraph(tigerGraph())));
sourceSeparatorSuite('demucs', async () => createDemucsSeparator(await fixedGraph(demucsGraph(343_980))));
sourceSeparatorSuite('cocktail-fork', async () =>
  createCocktailForkSeparator(
    await fixedGraph(
      mrxGraph((graph, magnitudes) =>
        [0, 0.25, 0.5].map((share) => graph.node('Mul', [magnitudes, graph.floats([share])])),
      ),
    ),
  ),
);
