import { formatExtension } from './extension.ts';
import type { Format } from './format.ts';
import { FORMATS } from './registry.ts';

/** The format that a name's extension tells, compressed or not; undefined where it tells none that is read here. */
export function formatByExtension(name: string): Format | undefined {
  const extension = formatExtension(name);
  return FORMATS.find((format) => format.extensions.includes(extension));
}
