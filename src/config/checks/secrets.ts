import type { Observation } from '../../catalogue/index.ts';
import { observe, type ParsedFile } from '../parsed-file.ts';
import { lastKeyOf } from '../pointer.ts';
import { secretKeys } from '../schema.ts';

/** Secrets that stand in the file, a default of a variable included. The value is in no part of the observation. */
export function plaintextSecrets(file: ParsedFile): Observation[] {
  const names = secretKeys();
  const found: Observation[] = [];
  for (const [pointer, { scalar, interpolated }] of file.tree.places) {
    const name = lastKeyOf(pointer);
    if (!scalar || scalar.raw === '' || !names.has(name)) continue;
    if (interpolated ? !interpolated.hasLiteral : false) continue;
    found.push(observe(file, 'config/plaintext-secret', pointer, { name }, { part: 'key' }));
  }
  return found;
}
