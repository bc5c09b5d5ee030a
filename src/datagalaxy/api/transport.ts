import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { proxyFor, trustedRoots } from '../../s3/index.ts';

/** A body that can be sent again: chunks are made anew for each attempt, so that it never stands in memory twice. */
export interface Body {
  /** In bytes. */
  readonly length: number;
  chunks(): Iterable<Uint8Array>;
}

export interface Exchange {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body;
  /** A connection that is silent for so long is given up. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

/** The way to the server and back, once. */
export interface Transport {
  /** Rejects with the socket's error, `AnswerTooLarge`, `Silence`, or the abort. */
  send(exchange: Exchange, signal: AbortSignal): Promise<Answer>;
  close(): void;
}

export class AnswerTooLarge extends Error {}
/** Nothing came for the time that was allowed. */
export class Silence extends Error {}

export interface TransportOptions {
  readonly url: URL;
  /** Absolute path of a PEM file. */
  readonly caFile: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A transport over one kept-alive connection, through the environment's proxy. Throws as `trustedRoots` does. */
export async function openTransport({ url, caFile, env }: TransportOptions): Promise<Transport> {
  // NODE_EXTRA_CA_CERTS is in Node's own list only as long as none is given.
  const trust = await trustedRoots(caFile, { NODE_EXTRA_CA_CERTS: env['NODE_EXTRA_CA_CERTS'] });
  const shared = { keepAlive: true, maxSockets: 1 };
  const secure = { ...shared, ...(trust && { secureContext: trust }) };
  const proxy = proxyFor(url, env);
  const agent = proxy === undefined ? undefined : new HttpsProxyAgent(proxy, secure);
  // The proxy's agent drops the options that Node merges into each request: it must know itself whom to trust.
  if (agent && trust) Object.assign(agent.options, { secureContext: trust });
  const used =
    agent ?? (url.protocol === 'https:' ? new HttpsAgent(secure) : new HttpAgent(shared));
  return {
    send: (exchange, signal) => send(exchange, used, signal),
    close: () => used.destroy(),
  };
}

function send(exchange: Exchange, agent: HttpAgent, signal: AbortSignal): Promise<Answer> {
  const { url, method, headers, body, timeoutMs } = exchange;
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    const request = start(url, {
      method,
      agent,
      signal,
      headers: { ...headers, ...length },
      timeout: timeoutMs,
    });
    let answered = false;
    request.on('timeout', () => request.destroy(new Silence()));
    request.on('error', (error) => {
      // A server that refuses a body closes while it is being sent; its answer tells more than the broken pipe.
      if (!answered) reject(error);
    });
    request.on('response', (response) => {
      answered = true;
      collect(response, exchange.maxAnswerBytes).then(resolve, reject);
    });
    if (body === undefined) request.end();
    else {
      pour(body, request).catch((error) => request.destroy(error));
    }
  });
}

/** Writes the body no faster than it is taken. */
async function pour(body: Body, request: ReturnType<typeof httpRequest>): Promise<void> {
  for (const chunk of body.chunks()) {
    if (request.destroyed) return;
    if (request.write(chunk)) continue;
    await new Promise<void>((resolve) => {
      const go = (): void => {
        request.off('drain', go).off('close', go);
        resolve();
      };
      request.on('drain', go).on('close', go);
    });
  }
  request.end();
}

function collect(response: IncomingMessage, maxBytes: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) response.destroy(new AnswerTooLarge());
      else chunks.push(chunk);
    });
    response.on('error', reject);
    response.on('aborted', () => reject(Object.assign(new Error('cut'), { code: 'ECONNRESET' })));
    response.on('end', () => {
      const headers: Record<string, string | undefined> = {};
      for (const [name, value] of Object.entries(response.headers)) {
        headers[name] = Array.isArray(value) ? value[0] : value;
      }
      resolve({
        status: response.statusCode ?? 0,
        headers,
        text: Buffer.concat(chunks).toString('utf8'),
      });
    });
  });
}
