import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';

/** A request taken apart. Texts are decoded once. */
export interface S3Request {
  readonly method: string;
  /** The path as it was sent and signed. */
  readonly rawPath: string;
  /** Decoded names and values, in the order they came. */
  readonly query: readonly (readonly [string, string])[];
  /** Lower-case names; repeated headers joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
}

/**
 * Reads the bucket from the first label of a host below `localhost` (`lake.localhost:9000`) or of one that `virtualHosts`
 * knows, else from the first segment of the path.
 */
export function readRequest(message: IncomingMessage, virtualHosts: readonly string[]): S3Request {
  const target = message.url ?? '/';
  const mark = target.indexOf('?');
  const rawPath = mark < 0 ? target : target.slice(0, mark);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    headers[name] = Array.isArray(value) ? value.join(',') : (value ?? '');
  }
  const path = decode(rawPath.slice(1));
  const hosted = bucketOfHost(headers['host'] ?? '', virtualHosts);
  const slash = path.indexOf('/');
  return {
    method: message.method ?? 'GET',
    rawPath,
    query: mark < 0 ? [] : readQuery(target.slice(mark + 1)),
    headers,
    bucket: hosted ?? (slash < 0 ? path : path.slice(0, slash)),
    key: hosted === undefined ? (slash < 0 ? '' : path.slice(slash + 1)) : path,
  };
}

function bucketOfHost(host: string, virtualHosts: readonly string[]): string | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  for (const parent of ['localhost', ...virtualHosts]) {
    if (name.endsWith(`.${parent}`)) return name.slice(0, -parent.length - 1);
  }
  return undefined;
}

function readQuery(text: string): [string, string][] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0
        ? [decode(pair), '']
        : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1).replaceAll('+', ' '))];
    });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal('InvalidArgument');
  }
}
