/** Where the durable API of this host is reached. */
export interface DurableEndpoints {
  /** Origin of the host, for example `http://127.0.0.1:7071`. */
  readonly origin: string;
  readonly taskHubName: string;
  /** Key that the management URLs must carry, when the host asks for one. */
  readonly key: string | undefined;
  /** Base of the API that client bindings of the app use; ends with a slash. */
  readonly rpcBaseUrl: string;
}

/** Path under which people and tools reach the management API, as on Azure. */
export const webhookPath = '/runtime/webhooks/durabletask';
