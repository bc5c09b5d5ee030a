import { createHash, createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { InteropServer } from './world.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 32 });

const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export interface SignedCall {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Not encoded yet; begins with a slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/**
 * One signed request, whatever is answered. The SDK does the same at several times the cost, which 20,000 writes would feel;
 * here it is only the hand that fills the lake and makes users.
 */
export async function signedCall(
  { url, credential }: Pick<InteropServer, 'url' | 'credential'>,
  { method, path: plainPath, query = {}, body = '' }: SignedCall,
): Promise<{ readonly status: number; readonly body: string }> {
  const { host, hostname, port } = new URL(url);
  const path = plainPath.split('/').map(encode).join('/');
  const search = Object.entries(query)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join('&');
  const timestamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${timestamp.slice(0, 8)}/us-east-1/s3/aws4_request`;
  // Calls of IAM and STS have to sign their body; objects are spared the hashing.
  const payload = method === 'POST' ? sha256(String(body)) : 'UNSIGNED-PAYLOAD';
  const names = 'host;x-amz-content-sha256;x-amz-date';
  const headers = `host:${host}\nx-amz-content-sha256:${payload}\nx-amz-date:${timestamp}\n`;
  const canonical = [method, path, search, headers, names, payload].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n');
  const signingKey = scope
    .split('/')
    .reduce<string | Buffer>(hmac, `AWS4${credential.secretAccessKey}`);
  const signature = createHmac('sha256', signingKey).update(toSign).digest('hex');
  return new Promise((resolve, reject) => {
    request(
      {
        agent,
        host: hostname,
        port,
        method,
        path: search === '' ? path : `${path}?${search}`,
        headers: {
          host,
          'content-length': Buffer.byteLength(body),
          'x-amz-content-sha256': payload,
          'x-amz-date': timestamp,
          authorization: `AWS4-HMAC-SHA256 Credential=${credential.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () =>
            resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
          );
      },
    )
      .on('error', reject)
      .end(body);
  });
}

/** One write or removal that has to succeed. An empty key is the bucket itself. */
export async function signedRequest(
  server: Pick<InteropServer, 'url' | 'credential'>,
  method: 'PUT' | 'DELETE',
  bucket: string,
  key: string,
  body: string | Uint8Array = '',
): Promise<void> {
  const path = key === '' ? `/${bucket}` : `/${bucket}/${key}`;
  const { status } = await signedCall(server, { method, path, body });
  if (status >= 300) throw new Error(`${method} ${path}: ${status}`);
}
