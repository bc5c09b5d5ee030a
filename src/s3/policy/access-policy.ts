import { UserError } from '../../catalogue/index.ts';
import type { BucketConfig } from '../../config/index.ts';
import { isAlias, partitionOf } from './arns.ts';
import { type PolicyDocument, type PolicyStatement, policyOf } from './policy-document.ts';
import { assumeStatement, bucketStatements, decryptStatement } from './statements.ts';

/** A bucket, and the prefixes that a run lists and reads in it. */
export interface BucketReach {
  readonly bucket: BucketConfig;
  readonly prefixes: readonly string[];
  readonly readPrefixes: readonly string[];
}

/** Who has to be allowed what. */
export interface Grant {
  /** The role that reads; undefined for the identity that the run starts with. */
  readonly roleArn: string | undefined;
  readonly statements: readonly PolicyStatement[];
}

/**
 * The least rights that a run needs, by who needs them: the identity that the run starts with may assume the first role of each
 * chain, each role the next, and the last one reads. In the order of the configuration. Throws `usage/flag` for a
 * bucket that is named by an alias.
 */
export function grantsOf(
  reaches: readonly BucketReach[],
  kmsKeys: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): readonly Grant[] {
  const grants = new Map<string | undefined, PolicyStatement[]>();
  const to = (roleArn: string | undefined): PolicyStatement[] => {
    const known = grants.get(roleArn) ?? [];
    grants.set(roleArn, known);
    return known;
  };
  for (const reader of readersOf(reaches)) {
    const { auth } = reader.bucket;
    let caller: string | undefined;
    for (const { arn } of auth.assumeRole ?? []) {
      to(caller).push(assumeStatement(arn));
      caller = arn;
    }
    if (auth.kind === 'anonymous') continue;
    const partition = partitionOf(reader.bucket, env);
    const { prefixes, readPrefixes } = reader;
    const need = { name: reader.bucket.name, partition, prefixes, readPrefixes };
    to(caller).push(...bucketStatements(need));
    if (kmsKeys.length > 0) to(caller).push(decryptStatement(kmsKeys));
  }
  return [...grants].map(([roleArn, statements]) => ({
    roleArn,
    statements: distinct(statements),
  }));
}

/** All grants in one policy, for whoever attaches it to everyone. */
export const policyForAll = (grants: readonly Grant[]): PolicyDocument =>
  policyOf(distinct(grants.flatMap(({ statements }) => statements)));

/** A bucket that stands several times for the same reader is one, with the prefixes of all. */
function readersOf(reaches: readonly BucketReach[]): readonly BucketReach[] {
  const readers = new Map<string, BucketReach>();
  for (const { bucket, prefixes, readPrefixes } of reaches) {
    if (isAlias(bucket.name) && bucket.auth.kind !== 'anonymous') {
      throw new UserError('usage/flag', { flag: '--bucket', reason: 'alias', value: bucket.name });
    }
    const roles = bucket.auth.assumeRole?.map(({ arn }) => arn);
    const id = JSON.stringify([bucket.name, bucket.auth.kind === 'anonymous', roles]);
    const known = readers.get(id);
    readers.set(id, {
      bucket,
      prefixes: withoutCovered([...(known?.prefixes ?? []), ...prefixes]),
      readPrefixes: withoutCovered([...(known?.readPrefixes ?? []), ...readPrefixes]),
    });
  }
  return [...readers.values()];
}

/** In code-unit order, without those that begin with another. */
function withoutCovered(prefixes: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const prefix of [...new Set(prefixes)].sort()) {
    const last = kept.at(-1);
    if (last === undefined || !prefix.startsWith(last)) kept.push(prefix);
  }
  return kept;
}

/** Equal statements once; different ones of the same name numbered from the second. */
function distinct(statements: readonly PolicyStatement[]): readonly PolicyStatement[] {
  const seen = new Set<string>();
  const names = new Map<string, number>();
  return statements.flatMap((statement) => {
    const text = JSON.stringify(statement);
    if (seen.has(text)) return [];
    seen.add(text);
    const count = (names.get(statement.Sid) ?? 0) + 1;
    names.set(statement.Sid, count);
    return [count === 1 ? statement : { ...statement, Sid: `${statement.Sid}${count}` }];
  });
}
