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

/**
 * One signed request that has to succeed. The SDK does the same at several times the cost, which 20,000 writes would feel;
 * here it is only the hand that fills the lake.
 */
export async function signedRequest(
  { url, credential }: InteropServer,
  method: 'PUT' | 'DELETE',
  bucket: string,
  key: string,
  body: string | Uint8Array = '',
): Promise<void> {
  const { host, hostname, port } = new URL(url);
  const path = `/${[bucket, ...(key === '' ? [] : key.split('/'))].map(encode).join('/')}`;
  const timestamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${timestamp.slice(0, 8)}/us-east-1/s3/aws4_request`;
  const payload = 'UNSIGNED-PAYLOAD';
  const names = 'host;x-amz-content-sha256;x-amz-date';
  const headers = `host:${host}\nx-amz-content-sha256:${payload}\nx-amz-date:${timestamp}\n`;
  const canonical = [method, path, '', headers, names, payload].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n');
  const signingKey = scope
    .split('/')
    .reduce<string | Buffer>(hmac, `AWS4${credential.secretAccessKey}`);
  const signature = createHmac('sha256', signingKey).update(toSign).digest('hex');
  const status = await new Promise<number>((resolve, reject) => {
    request(
      {
        agent,
        host: hostname,
        port,
        method,
        path,
        headers: {
          host,
          'content-length': Buffer.byteLength(body),
          'x-amz-content-sha256': payload,
          'x-amz-date': timestamp,
          authorization: `AWS4-HMAC-SHA256 Credential=${credential.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
        },
      },
      (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
      },
    )
      .on('error', reject)
      .end(body);
  });
  if (status >= 300) throw new Error(`${method} ${path}: ${status}`);
}
