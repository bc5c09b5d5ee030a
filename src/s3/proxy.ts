import { UserError } from '../catalogue/index.ts';

/** Default ports, as a NO_PROXY entry may name one. */
const PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * The proxy for requests to `url` by `HTTPS_PROXY` (any case) and `NO_PROXY`, or undefined. Only https is proxied: an S3
 * endpoint over plain http is on this machine or behind the same firewall. `NO_PROXY` holds names, `.suffixes`, `host:port` or `*`.
 * Throws `s3/unusable-proxy` for what is no address of an http proxy.
 */
export function proxyFor(
  url: URL,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const proxy = env['https_proxy'] || env['HTTPS_PROXY'] || env['all_proxy'] || env['ALL_PROXY'];
  if (url.protocol !== 'https:' || !proxy) return undefined;
  const host = url.hostname.toLowerCase();
  const port = url.port || PORTS[url.protocol];
  const exceptions = (env['no_proxy'] || env['NO_PROXY'] || '').toLowerCase().split(/[\s,]+/);
  for (const exception of exceptions) {
    const [, name = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(exception) ?? [];
    if (name === '' || (wantedPort !== undefined && wantedPort !== port)) continue;
    if (name === '*') return undefined;
    const suffix = name.replace(/^\*?\./, '');
    if (host === suffix || host.endsWith(`.${suffix}`)) return undefined;
  }
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
  const usable = URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
  // The address may hold a password, so it is not shown.
  if (!usable) throw new UserError('s3/unusable-proxy');
  return address;
}
