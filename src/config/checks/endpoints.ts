import type { Observation } from '../../catalogue/index.ts';
import { observe, type ParsedFile, placeAt } from '../parsed-file.ts';
import { pointerTo } from '../pointer.ts';
import { child, children } from '../tree.ts';

/** Addresses that send keys, data or a token unencrypted over a network, and addresses that are none. */
export function endpointAddresses(file: ParsedFile): Observation[] {
  const root = file.tree.value;
  const holders = [
    ...children(child(root, 'endpoints'), '/endpoints'),
    { value: child(root, 'datagalaxy'), pointer: '/datagalaxy' },
  ];
  return holders.flatMap(({ value, pointer }) => {
    const url = child(value, 'url');
    if (typeof url !== 'string') return [];
    const at = pointerTo(pointer, 'url');
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (parsed === undefined) {
      // What does not begin as an address has the schema's own error.
      return /^https?:\/\/[^\s/?#@\\]/.test(url)
        ? [observe(file, 'config/schema', at, { reason: 'url' })]
        : [];
    }
    if (!isInsecure(url)) return [];
    const shown = placeAt(file, at)?.interpolated === undefined;
    const args = shown ? { host: parsed.hostname } : {};
    return [observe(file, 'config/insecure-endpoint', at, args)];
  });
}

/** Plain http to anything but this machine. */
export function isInsecure(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !isLoopback(hostname);
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}
