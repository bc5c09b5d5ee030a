import { readFileSync } from 'node:fs';

/** Text of a file of the published package, by its path from the package's root. Works from `src/` and from `dist/`. */
export function packageFile(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

export function packageVersion(): string {
  const manifest: unknown = JSON.parse(packageFile('package.json'));
  return (manifest as { readonly version: string }).version;
}
