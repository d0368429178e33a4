import type { MdxGraph } from './create-mdx-separator.js';

/** By engine id, with the numbers of UVR's table of models (mdx_model_data). */
export const MDX_GRAPHS = {
  'mdx-voc-ft': {
    model: 'uvr-mdx-voc-ft',
    file: 'UVR-MDX-NET-Voc_FT.onnx',
    fftSize: 7680,
    bins: 3072,
    compensation: 1.021,
  },
  'mdx-kim-2': { model: 'mdx-kim-vocal-2', file: 'Kim_Vocal_2.onnx', fftSize: 7680, bins: 3072, compensation: 1.009 },
} as const satisfies Readonly<Record<string, MdxGraph>>;
