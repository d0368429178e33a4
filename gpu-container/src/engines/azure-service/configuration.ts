/** Settings that are whole, or the reason why they are not and what to set. */
export type Configuration<Settings> =
  | { readonly kind: 'configured'; readonly settings: Settings }
  | { readonly kind: 'missing'; readonly reason: string };
