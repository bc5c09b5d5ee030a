import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import {
  Dictionary,
  type Kind,
  type Node,
  placeOf,
  Refused,
  type Sent,
  type TypeRules,
  USUAL_TYPES,
} from './workspace.ts';

/** See `README.md` beside this file: which of these behaviours are documented, and which assumed. */
export interface ServerOptions {
  readonly workspaces?: readonly ServerWorkspace[];
  /** Tokens and what they may do: an integration token sees nothing until a workspace lets it. */
  readonly tokens?: Readonly<Record<string, 'write' | 'read' | 'nothing'>>;
  readonly types?: TypeRules;
  readonly maxPage?: number;
  readonly maxObjects?: number;
  readonly maxBytes?: number;
  /** Requests a second and an hour; past the second's a 429, past the hour's the address is blocked. */
  readonly perSecond?: number;
  readonly perHour?: number;
  /** This server's clock, in milliseconds. */
  readonly now?: () => number;
  readonly fault?: FaultHook;
}

export interface ServerWorkspace {
  readonly name: string;
  /** Names of its versions; without any, versioning is off. */
  readonly versions?: readonly string[];
}

export interface Seen {
  /** From 1. */
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** What goes wrong with a request. `cut`: before it is carried out, in its middle (half of the body), or before the answer. */
export type Fault =
  | { readonly kind: 'cut'; readonly when: 'before' | 'within' | 'after' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    };

export type FaultHook = (seen: Seen) => Fault | undefined;

export interface TestServer {
  readonly url: string;
  /** Requests so far, with their paths. */
  readonly seen: Seen[];
  fault: FaultHook | undefined;
  /** The objects of a version; of the only one without a name. */
  dictionary(workspace: string, version?: string): Dictionary;
  close(): Promise<void>;
}

export const TOKEN = 'integration-token-of-the-harbour-master';

const KINDS: Readonly<Record<string, Kind>> = {
  sources: 'source',
  containers: 'container',
  structures: 'structure',
  fields: 'field',
};
const BLOCK_MS = 15 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly versions: ReadonlyMap<string, Dictionary>;
  readonly isVersioned: boolean;
}

/** A DataGalaxy of our own over HTTP, in memory. */
export async function startDataGalaxy(options: ServerOptions = {}): Promise<TestServer> {
  const {
    workspaces = [{ name: 'Harbour' }],
    tokens = { [TOKEN]: 'write' },
    types = USUAL_TYPES,
    maxPage = 5_000,
    maxObjects = 250_000,
    maxBytes = 100_000_000,
    perSecond = Number.POSITIVE_INFINITY,
    perHour = Number.POSITIVE_INFINITY,
    now = Date.now,
  } = options;
  const all: Workspace[] = workspaces.map(({ name, versions = [] }, i) => ({
    id: `workspace-${i + 1}`,
    name,
    isVersioned: versions.length > 0,
    versions: new Map(
      (versions.length > 0 ? versions : ['']).map((version) => [
        version,
        new Dictionary(types, maxObjects),
      ]),
    ),
  }));
  const dictionaries = new Map(
    all.flatMap(({ versions }) => [...versions.values()]).map((one) => [one.versionId, one]),
  );
  const seen: Seen[] = [];
  let times: number[] = [];
  let blockedUntil = Number.NEGATIVE_INFINITY;

  const rate = (): Readonly<Record<string, string>> => {
    const at = now();
    if (at < blockedUntil) throw new Refused(429, 'This address is blocked');
    times = times.filter((time) => at - time < HOUR_MS);
    times.push(at);
    if (times.length > perHour) {
      blockedUntil = at + BLOCK_MS;
      throw new Refused(429, 'Hourly limit passed: this address is blocked for 15 minutes');
    }
    if (times.filter((time) => at - time < 1_000).length > perSecond) {
      throw new Refused(429, 'Too many requests a second');
    }
    if (perHour === Number.POSITIVE_INFINITY) return {};
    return {
      'x-ratelimit-limit': String(perHour),
      'x-ratelimit-remaining': String(perHour - times.length),
    };
  };

  const rightsOf = (request: IncomingMessage): 'write' | 'read' | 'nothing' => {
    const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    const rights = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
    if (rights === undefined) throw new Refused(401, 'Invalid token');
    return rights;
  };

  const dictionaryOf = (versionId: string | null | undefined): Dictionary => {
    const found = dictionaries.get(versionId ?? '');
    if (found === undefined) throw new Refused(404, 'No such version');
    return found;
  };

  const page = <T>(
    request: Seen,
    base: string,
    items: readonly T[],
    shown: (item: T) => unknown = (item) => item,
  ): unknown => {
    const limit = Number(request.query.get('limit') ?? 20);
    const number = Number(request.query.get('page') ?? 1);
    if (!(limit >= 1 && limit <= maxPage)) throw new Refused(400, `limit is from 1 to ${maxPage}`);
    const pages = Math.max(1, Math.ceil(items.length / limit));
    const next = new URLSearchParams(request.query);
    next.set('page', String(number + 1));
    return {
      total: items.length,
      pages,
      results: items.slice((number - 1) * limit, number * limit).map(shown),
      next_page: number < pages ? `${base}${request.path}?${next}` : null,
    };
  };

  const entityOf = (node: Node, withAttributes: boolean, version: string): unknown => ({
    id: node.id,
    name: node.name,
    technicalName: node.technicalName,
    type: node.type,
    versionId: version,
    ...placeOf(node),
    ...(withAttributes ? { attributes: node.attributes } : {}),
  });

  /** The answer to a request; its body was read. */
  const answerTo = (
    request: Seen,
    rights: 'write' | 'read' | 'nothing',
    body: string,
    base: string,
  ): { readonly status: number; readonly value: unknown } => {
    const [collection = '', ...rest] = request.path.replace(/^\/v2\//, '').split('/');
    const visible = rights === 'nothing' ? [] : all;
    if (collection === 'workspaces' && request.method === 'GET') {
      if (rest.length === 0)
        return { status: 200, value: { projects: visible.map(workspaceEntity) } };
      const found = visible.find(({ id }) => id === rest[0]);
      if (found === undefined || rest[1] !== 'versions')
        throw new Refused(404, 'No such workspace');
      const versions = [...found.versions].map(([versionName, { versionId }], i) => ({
        versionId,
        versionName,
        isDefaultVersion: i === 0,
      }));
      return { status: 200, value: page(request, base, versions) };
    }
    const kind = KINDS[collection];
    if (kind === undefined) throw new Refused(404, 'No such resource');
    if (request.method === 'GET' && rest[0] === 'types') {
      return { status: 200, value: types[kind].map((type) => ({ type })) };
    }
    if (rights === 'nothing') throw new Refused(403, 'This token has no access to the workspace');
    if (request.method === 'GET' && rest.length === 0) {
      const dictionary = dictionaryOf(request.query.get('versionId'));
      const nodes = dictionary.list(kind, request.query.get('parentId') ?? undefined);
      const withAttributes = request.query.get('includeAttributes') === 'true';
      const shown = (node: Node): unknown => entityOf(node, withAttributes, dictionary.versionId);
      return { status: 200, value: page(request, base, nodes, shown) };
    }
    if (rights !== 'write') throw new Refused(403, 'This token may not write');
    const sent = (): unknown => JSON.parse(body);
    if (request.method === 'POST' && kind === 'source' && rest[0] === 'bulktree') {
      return { status: 201, value: dictionaryOf(rest[1]).bulktree(sent() as Sent) };
    }
    if (request.method === 'DELETE' && rest[0] === 'bulk') {
      const ids = sent();
      if (!Array.isArray(ids)) throw new Refused(400, 'A list of ids is needed');
      return { status: 200, value: { totalDeleted: dictionaryOf(rest[1]).deleteAll(kind, ids) } };
    }
    if (request.method === 'PUT' && rest.length === 2) {
      const id = decodeURIComponent(rest[1] ?? '');
      const node = dictionaryOf(rest[0]).update(kind, id, sent() as Sent);
      return { status: 200, value: { id: node.id, location: placeOf(node).path } };
    }
    throw new Refused(404, 'No such resource');
  };

  const workspaceEntity = ({ id, name, isVersioned, versions }: Workspace): unknown => ({
    id,
    name,
    isVersioningEnabled: isVersioned,
    defaultVersionId: [...versions.values()][0]?.versionId,
  });

  const server: TestServer & { fault: FaultHook | undefined } = {
    url: '',
    seen,
    fault: options.fault,
    dictionary(name, version = '') {
      const workspace = all.find((one) => one.name === name);
      const found = workspace?.versions.get(version);
      if (found === undefined) throw new RangeError(`no workspace ${name} ${version}`);
      return found;
    },
    close: () => Promise.resolve(),
  };

  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { socket } = message;
    const base = `http://${message.headers.host}`;
    const url = new URL(message.url ?? '/', base);
    const request = {
      number: seen.length + 1,
      method: message.method ?? '',
      path: url.pathname,
      query: url.searchParams,
    };
    seen.push(request);
    const fault = server.fault?.(request);
    if (fault?.kind === 'cut' && fault.when === 'before') return void socket.destroy();
    let headers: Readonly<Record<string, string>> = {};
    const send = (status: number, value: unknown): void => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      if (fault?.kind === 'cut' && fault.when === 'after') return void socket.destroy();
      const size = Buffer.byteLength(text);
      if (fault?.kind === 'cut') {
        response.writeHead(status, { 'content-length': size });
        response.write(text.slice(0, text.length >> 1), () => socket.destroy());
        return;
      }
      response.writeHead(status, {
        'content-type': 'application/json',
        'content-length': size,
        ...headers,
      });
      response.end(text);
    };
    try {
      headers = rate();
      if (fault?.kind === 'answer') {
        await readBody(message, Number.POSITIVE_INFINITY);
        headers = { ...headers, ...fault.headers };
        return send(
          fault.status,
          fault.body ?? { error: { message: 'A fault', status: fault.status } },
        );
      }
      const isHalf = fault?.kind === 'cut' && fault.when === 'within' && message.method !== 'GET';
      const body = await readBody(message, maxBytes, isHalf);
      if (isHalf) return void socket.destroy();
      const { status, value } = answerTo(request, rightsOf(message), body, base);
      send(status, value);
    } catch (error) {
      const status = error instanceof Refused ? error.status : 500;
      const text = error instanceof Error ? error.message : String(error);
      send(status, { error: { message: text, status } });
    }
  };

  const http = createServer((message, response) => {
    handle(message, response).catch(() => response.destroy());
  });
  const sockets = new Set<Socket>();
  http.on('connection', (socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;
  return Object.assign(server, {
    url: `http://127.0.0.1:${port}/v2`,
    close: () =>
      new Promise<void>((resolve) => {
        http.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  });
}

/** `half`: stops in the middle of what is announced. */
async function readBody(message: IncomingMessage, maxBytes: number, half = false): Promise<string> {
  const announced = Number(message.headers['content-length'] ?? 0);
  if (announced > maxBytes) {
    message.resume();
    throw new Refused(413, 'Payload too large');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (half && size >= announced / 2) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
