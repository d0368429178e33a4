/** A string that may be absent on the wire. */
export interface RpcNullableString {
  readonly value: string;
}

/** Where an SDK-type binding finds its resource, instead of the resource's bytes. */
export interface RpcModelBindingData {
  readonly version: string;
  readonly source: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** A cookie of an HTTP response; optional parts are wrapped as `{ value }`. */
export interface RpcHttpCookie {
  readonly name?: string;
  readonly value?: string;
  readonly domain?: RpcNullableString;
  readonly path?: RpcNullableString;
  readonly expires?: { readonly value: Date };
  readonly secure?: { readonly value: boolean };
  readonly httpOnly?: { readonly value: boolean };
  /** `none` means "say nothing"; `explicitNone` means SameSite=None. */
  readonly sameSite?: 'none' | 'lax' | 'strict' | 'explicitNone';
  readonly maxAge?: { readonly value: number };
}

/** An HTTP request on its way to a function, or the answer of one. */
export interface RpcHttpData {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RpcTypedData | null;
  readonly nullableHeaders?: Readonly<Record<string, RpcNullableString>>;
  readonly nullableQuery?: Readonly<Record<string, RpcNullableString>>;
  readonly nullableParams?: Readonly<Record<string, RpcNullableString>>;
  readonly statusCode?: string;
  readonly cookies?: readonly RpcHttpCookie[];
}

/**
 * A value between host and worker. The wire format is a protobuf `oneof`: exactly one member is present.
 * https://github.com/Azure/azure-functions-language-worker-protobuf
 */
export interface RpcTypedData {
  /** Text; the worker library parses it as JSON when it parses. */
  readonly string?: string;
  /** JSON text. */
  readonly json?: string;
  readonly bytes?: Uint8Array;
  readonly http?: RpcHttpData;
  readonly int?: number;
  readonly double?: number;
  readonly modelBindingData?: RpcModelBindingData;
}
