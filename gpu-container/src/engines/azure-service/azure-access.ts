/** How a managed engine shows who it is: by the resource's key, or by the managed identity of the worker. */
export type AzureAccess =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'identity'; readonly clientId: string | undefined };
