import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { SecureContext } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { proxyFor } from './proxy.ts';

export interface SocketOptions {
  readonly connections: number;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly trust: SecureContext | undefined;
  readonly lookup: LookupFunction | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What the SDK's clients take as `requestHandler`. */
export interface Sockets {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly throwOnRequestTimeout: true;
  /** The SDK's own remarks on sockets go nowhere: standard error belongs to the command line. */
  readonly logger: typeof SILENT;
}

const quiet = (): void => {};
export const SILENT = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };

/** Kept-alive sockets to `url`'s host, at most `connections`, through a proxy where the environment names one. */
export function openSockets(url: URL, options: SocketOptions): Sockets {
  const shared = {
    keepAlive: true,
    maxSockets: options.connections,
    ...(options.lookup && { lookup: options.lookup }),
  };
  const secure = { ...shared, ...(options.trust && { secureContext: options.trust }) };
  const proxy = proxyFor(url, options.env);
  return {
    httpAgent: new HttpAgent(shared),
    httpsAgent: proxy === undefined ? new HttpsAgent(secure) : proxyAgent(proxy, secure, options),
    connectionTimeout: options.connectTimeoutMs,
    requestTimeout: options.requestTimeoutMs,
    throwOnRequestTimeout: true,
    logger: SILENT,
  };
}

function proxyAgent(
  proxy: string,
  secure: { readonly keepAlive: boolean; readonly maxSockets: number },
  options: SocketOptions,
): HttpsAgent {
  const agent = new HttpsProxyAgent(proxy, secure);
  // The agent drops the options that Node merges into each request: without this the tunnel would not know whom to trust.
  if (options.trust) Object.assign(agent.options, { secureContext: options.trust });
  // An agent for https requests in all but its class; the SDK asks for `destroy`, Node for `addRequest`.
  return agent as unknown as HttpsAgent;
}
