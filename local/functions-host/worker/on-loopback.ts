import { Server } from 'node:net';

/**
 * Runs `start` so that a server it opens with a bare `listen(callback)` is bound to 127.0.0.1 only.
 *
 * The programming model opens its HTTP streaming endpoint on all interfaces, without a way to say otherwise, which
 * would put the app on the network and make desktop firewalls ask. Remove when `@azure/functions` takes a host.
 */
export async function onLoopback<Result>(start: () => Promise<Result>): Promise<Result> {
  const original = Server.prototype.listen;
  const listenLocally = function (this: Server, ...args: readonly unknown[]): Server {
    const [callback] = args;
    if (args.length === 1 && typeof callback === 'function') {
      return this.listen({ port: 0, host: '127.0.0.1' }, callback as () => void);
    }
    return Reflect.apply(original, this, args);
  };
  Server.prototype.listen = listenLocally as typeof original;
  try {
    return await start();
  } finally {
    Server.prototype.listen = original;
  }
}
