import type { LocatedModel } from './located-model.js';

/** Whether a model can be used on this machine now. */
export type ModelState =
  | { readonly kind: 'ready'; readonly model: LocatedModel }
  | {
      readonly kind: 'missing';
      readonly reason: string;
      /** The command that brings it. */
      readonly install: string;
    };
