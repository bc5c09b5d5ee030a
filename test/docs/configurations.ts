import { parse } from 'yaml';

/** The keys of a configuration, of which a fragment of one shows at least one. */
const TOP = [
  'version',
  'auth',
  'endpoints',
  'tokens',
  'defaults',
  'buckets',
  'rules',
  'datagalaxy',
];

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isMask = (item: unknown): boolean =>
  typeof item === 'string' || (isMap(item) && ('mask' in item || 'exclude' in item));

const indent = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);

/**
 * A whole configuration made of a YAML block that shows one, a part of one, a bucket or a list of masks. undefined where the block is
 * something else, such as a pipeline. Throws where it is no YAML.
 */
export function configurationOf(yaml: string): string | undefined {
  const shown: unknown = parse(yaml);
  if (Array.isArray(shown)) {
    if (!shown.every(isMask)) return undefined;
    return `version: 1\nbuckets:\n  - name: harbour-lake\n    masks:\n${indent(yaml, '      ')}\n`;
  }
  if (!isMap(shown) || !TOP.some((key) => key in shown)) return undefined;
  const version = 'version' in shown ? '' : 'version: 1\n';
  const buckets = 'buckets' in shown ? '' : '\nbuckets:\n  - name: harbour-lake\n';
  return `${version}${yaml}${buckets}`;
}

/** A value for every variable that a configuration names, of the shape of a secret. */
export function dummyEnv(text: string): Readonly<Record<string, string>> {
  const names = [...text.matchAll(/\$\{env:(\w+)/g)].map((match) => match[1] ?? '');
  return Object.fromEntries(names.map((name) => [name, 'AKIDHARBOUR00000001']));
}
