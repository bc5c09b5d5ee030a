import { bucketArn, isDirectoryBucket, objectsArn } from './arns.ts';
import { literally, type PolicyStatement, sidOf } from './policy-document.ts';

/** What is read of one bucket. */
export interface BucketNeed {
  /** As in the configuration; no alias. */
  readonly name: string;
  readonly partition: string;
  /** Prefixes that are listed; empty text for the whole bucket. */
  readonly prefixes: readonly string[];
  /** Prefixes below which objects are read. */
  readonly readPrefixes: readonly string[];
}

/**
 * The right to list what a run lists. A run asks with these prefixes and longer ones, and without any for the whole bucket:
 * then the condition would not hold, so there is none.
 */
export function listStatement({ name, partition, prefixes }: BucketNeed): PolicyStatement {
  const whole = prefixes.includes('');
  return {
    Sid: sidOf('List', lastName(name)),
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: bucketArn(name, partition),
    ...(!whole && {
      Condition: { StringLike: { 's3:prefix': prefixes.map((prefix) => `${literally(prefix)}*`) } },
    }),
  };
}

/** The right to read objects: not all that is listed, where prefixes are put together to be listed. */
export function readStatement({ name, partition, readPrefixes }: BucketNeed): PolicyStatement {
  return {
    Sid: sidOf('Read', lastName(name)),
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: readPrefixes.map((prefix) => objectsArn(name, partition, literally(prefix))),
  };
}

/** Directory buckets know one right for all of it, and prefixes not at all. */
function sessionStatement({ name, partition }: BucketNeed): PolicyStatement {
  return {
    Sid: sidOf('Open', lastName(name)),
    Effect: 'Allow',
    Action: 's3express:CreateSession',
    Resource: name.startsWith('arn:') ? name : `arn:${partition}:s3express:*:*:bucket/${name}`,
    Condition: { StringEquals: { 's3express:SessionMode': 'ReadOnly' } },
  };
}

/** Nothing for a bucket in which no key can be reached. */
export function bucketStatements(need: BucketNeed): readonly PolicyStatement[] {
  if (need.prefixes.length === 0) return [];
  if (isDirectoryBucket(need.name)) return [sessionStatement(need)];
  return [listStatement(need), readStatement(need)];
}

export const decryptStatement = (keys: readonly string[]): PolicyStatement => ({
  Sid: 'DecryptWithKms',
  Effect: 'Allow',
  Action: 'kms:Decrypt',
  Resource: keys,
});

export const assumeStatement = (roleArn: string): PolicyStatement => ({
  Sid: sidOf('Assume', lastName(roleArn)),
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Resource: roleArn,
});

/** `quay` of an access point's ARN, `lake-reader` of a role's. */
const lastName = (name: string): string => name.split(/[:/]/).at(-1) ?? name;
