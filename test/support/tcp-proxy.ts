import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** An address that leads to a server, like the name of a primary: it can be led elsewhere, and connections can die silently. */
export interface TcpProxy {
  readonly port: number;
  /** Where connections that begin from now on lead to. */
  leadTo(port: number): void;
  /** What is open stays open, and nothing comes through it any more, as when a machine or a network is lost. */
  freezeOpen(): void;
  stop(): Promise<void>;
}

export const startTcpProxy = async (target: number): Promise<TcpProxy> => {
  let leadsTo = target;
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    const far = connect(leadsTo, '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    near.pipe(far).pipe(near);
    for (const end of pair) {
      end.on('error', () => undefined);
      end.on('close', () => {
        near.destroy();
        far.destroy();
        pairs.delete(pair);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as AddressInfo).port,
    leadTo(port) {
      leadsTo = port;
    },
    freezeOpen() {
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
        near.resume();
        far.resume();
      }
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const [near, far] of pairs) {
        near.destroy();
        far.destroy();
      }
      await closed;
    },
  };
};
