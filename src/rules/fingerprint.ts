import { createHash } from 'node:crypto';
import type { Json, Observation } from '../catalogue/index.ts';

/**
 * The identity of a finding: 16 hex digits of SHA-256 over what it is about and what it says, never over words, places in
 * files or volatile facts (SPEC 7). Equal for equal facts on every machine and version.
 */
export function fingerprintOf({ rule, subject, args, before, after }: Observation): string {
  const facts = [rule, { ...subject }, args, before ?? null, after ?? null];
  return createHash('sha256').update(canonicalJson(facts)).digest('hex').slice(0, 16);
}

/** JSON with the keys of every object in code-unit order, and without those that are undefined. */
function canonicalJson(value: Json): string {
  return JSON.stringify(value, (_, inner: Json | undefined) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
