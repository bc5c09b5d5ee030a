import { createPublicKey, createSign, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

const file = (path: string): Buffer => readFileSync(new URL(path, import.meta.url));

/** An issuer of web identity tokens, over https with the certificate of the private authority of these tests. */
export interface OidcIssuer {
  readonly url: string;
  /** SHA-1 of the certificate that the tokens are signed with. */
  readonly fingerprint: string;
  token(claims: { readonly aud: string; readonly exp?: number; readonly iss?: string }): string;
  close(): void;
}

const base64url = (text: string | Buffer): string => Buffer.from(text).toString('base64url');

export async function startIssuer(): Promise<OidcIssuer> {
  const [key, certificate] = [file('issuer.key'), new X509Certificate(file('issuer.pem'))];
  const { n, e } = createPublicKey(key).export({ format: 'jwk' });
  const kid = 'harbour-1';
  const jwk = {
    kty: 'RSA',
    kid,
    use: 'sig',
    alg: 'RS256',
    n,
    e,
    x5c: [certificate.raw.toString('base64')],
  };
  let url = '';
  const tls = { key: file('../s3/data/server.key'), cert: file('../s3/data/server.pem') };
  const server = createServer(tls, (request, answer) => {
    const path = request.url ?? '';
    answer.setHeader('content-type', 'application/json');
    if (path.endsWith('/openid-configuration')) {
      answer.end(JSON.stringify({ issuer: url, jwks_uri: `${url}/keys` }));
    } else if (path.endsWith('/keys')) answer.end(JSON.stringify({ keys: [jwk] }));
    else answer.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `https://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url,
    fingerprint: certificate.fingerprint.replaceAll(':', ''),
    token(claims) {
      const now = Math.floor(Date.now() / 1000);
      const body = { iss: url, sub: 'pipeline', iat: now - 10, exp: now + 600, ...claims };
      const head = base64url(JSON.stringify({ alg: 'RS256', typ: 'JWT', kid }));
      const text = `${head}.${base64url(JSON.stringify(body))}`;
      return `${text}.${base64url(createSign('RSA-SHA256').update(text).sign(key))}`;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
