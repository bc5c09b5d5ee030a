import { COMPRESSIONS } from './compression/table.ts';

const COMPRESSED: ReadonlySet<string> = new Set(COMPRESSIONS.flatMap((one) => one.extensions));

/**
 * The extension that tells the format, lower-case and without the dot: `csv` of `/a/orders.csv.gz` and of `orders.CSV`. Empty where
 * there is none (`_SUCCESS`, `.keep`, `part-00000`).
 */
export function formatExtension(name: string): string {
  const parts = name
    .slice(name.lastIndexOf('/') + 1)
    .toLowerCase()
    .split('.');
  if (parts.length > 2 && COMPRESSED.has(parts.at(-1)!)) parts.pop();
  if (parts.length < 2 || (parts.length === 2 && parts[0] === '')) return '';
  const extension = parts.at(-1)!;
  return COMPRESSED.has(extension) ? '' : extension;
}
