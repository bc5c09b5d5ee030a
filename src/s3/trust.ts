import { readFile } from 'node:fs/promises';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { UserError } from '../catalogue/index.ts';

/**
 * Whom TLS connections trust: undefined for Node's own list, else that list and `caFile`, with what `AWS_CA_BUNDLE` and
 * `NODE_EXTRA_CA_CERTS` add. Made once a store: building it for every connection costs milliseconds. A `caFile` that
 * cannot be read throws `usage/file-not-found` or `usage/file-unreadable`; a file of the variables is then passed over.
 */
export async function trustedRoots(
  caFile: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<SecureContext | undefined> {
  const bundle = env['AWS_CA_BUNDLE'];
  if (caFile === undefined && !bundle) return undefined;
  const extra = [...new Set([bundle, env['NODE_EXTRA_CA_CERTS']])].filter((file) => !!file);
  const texts = await Promise.all(
    extra.map((file) => readFile(file ?? '', 'utf8').catch(() => '')),
  );
  if (caFile !== undefined) texts.push(await readCaFile(caFile));
  try {
    return createSecureContext({
      ca: [...rootCertificates, ...texts.filter((text) => text !== '')],
    });
  } catch {
    throw notCertificates(caFile ?? bundle);
  }
}

async function readCaFile(file: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    if (code === 'ENOENT') throw new UserError('usage/file-not-found', { file });
    throw new UserError('usage/file-unreadable', { file, code });
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw notCertificates(file);
  return text;
}

const notCertificates = (file: string | undefined): UserError =>
  new UserError('usage/file-unreadable', { file, code: 'no-certificate' });
