import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer as createTcpServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { EmbeddedServer } from '../../src/demo/server/index.ts';

export const CA_FILE = fileURLToPath(new URL('data/ca.pem', import.meta.url));
const file = (name: string): Buffer => readFileSync(new URL(`data/${name}`, import.meta.url));

export interface Listener {
  readonly port: number;
  close(): void;
}

async function listening(server: Server): Promise<Listener> {
  const sockets = new Set<Socket>();
  // A test that fails leaves it open: it must not keep the run alive.
  server.unref().on('connection', (socket: Socket) => {
    sockets.add(socket.unref().on('error', () => {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port, close };
}

/** The embedded server behind TLS, with a certificate of a private authority for localhost and a VPC endpoint's names. */
export function behindTls({ port }: EmbeddedServer): Promise<Listener> {
  const front = createServer({ key: file('server.key'), cert: file('server.pem') }, (from, to) => {
    const { method, url: path, headers } = from;
    const onward = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(to);
    });
    from.pipe(onward.on('error', () => to.destroy()));
  });
  return listening(front);
}

export interface Proxy extends Listener {
  /** Target and credentials of each CONNECT. */
  readonly tunnels: { readonly target: string; readonly authorization: string | undefined }[];
}

/** A proxy that knows CONNECT only and sends every tunnel to `port` on loopback. */
export async function startProxy(port: number): Promise<Proxy> {
  const tunnels: Proxy['tunnels'] = [];
  const server = createTcpServer((client) => {
    client.once('data', (head) => {
      const text = head.toString('latin1');
      const target = /^CONNECT (\S+) /.exec(text)?.[1] ?? '';
      tunnels.push({
        target,
        authorization: /^proxy-authorization: (.*)$/im.exec(text)?.[1]?.trim(),
      });
      const upstream = connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
      upstream.on('error', () => client.destroy());
      client.on('close', () => upstream.destroy());
    });
  });
  return { ...(await listening(server)), tunnels };
}

/** A proxy that answers every CONNECT with 407. */
export async function startRefusingProxy(): Promise<{ readonly url: string }> {
  const server = createTcpServer((client) => {
    client.once('data', () =>
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n'),
    );
  });
  return { url: `http://127.0.0.1:${(await listening(server)).port}` };
}
