/** Puts a JSON message on a queue. The same message id within the duplicate window is dropped by the broker. */
export interface MessageSender {
  send(
    queue: string,
    message: { readonly messageId: string; readonly body: unknown; readonly traceparent?: string },
  ): Promise<void>;
}
