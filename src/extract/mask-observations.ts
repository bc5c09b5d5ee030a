import type { Observation, Related } from '../catalogue/index.ts';
import type { BucketConfig } from '../config/index.ts';
import { analyseMasks, type MaskFinding, type TokenTable } from '../mask/index.ts';
import { maskInputs } from './bucket-masks.ts';

export interface MaskProofs {
  readonly observations: readonly Observation[];
  /** False where the masks were too many to compare them all: there may be more to find. */
  readonly complete: boolean;
}

/** What can be proved about a bucket's masks before any request (SPEC 3.5), each at its line of the configuration. */
export function proveMasks(bucket: BucketConfig, tokens: TokenTable): MaskProofs {
  const { complete, findings } = analyseMasks(maskInputs(bucket.masks, tokens), {
    prefix: bucket.prefix,
  });
  return { complete, observations: findings.map((finding) => observationOf(bucket, finding)) };
}

function observationOf(bucket: BucketConfig, finding: MaskFinding): Observation {
  const about = (index: number, args: Observation['args'], others: readonly number[] = []) => {
    const entry = bucket.masks[index];
    return {
      rule: finding.rule,
      subject: { bucket: bucket.name, ...(entry === undefined ? {} : { path: entry.text }) },
      args: { mask: entry?.text, ...args },
      location: entry?.location ?? bucket.location,
      related: others.map((other) => relatedTo(bucket, other)),
    };
  };
  const textOf = (index: number): string | undefined => bucket.masks[index]?.text;
  switch (finding.rule) {
    case 'mask/overlap': {
      const { first, second, witness } = finding;
      const kind = bucket.masks[second]?.kind;
      return about(second, { other: textOf(first), witness, kind }, [first]);
    }
    case 'mask/shadowed': {
      const { entry, by } = finding;
      const isExclude = bucket.masks[entry]?.kind === 'exclude';
      const args = {
        by: by.map((index) => textOf(index) ?? ''),
        ...(isExclude && { kind: 'exclude' }),
      };
      return about(entry, args, by);
    }
    case 'mask/outside-prefix':
      return about(finding.entry, { prefix: bucket.prefix });
    case 'mask/unbounded':
      return about(finding.entry, {});
    case 'mask/too-large':
      return about(finding.entry, { reason: finding.limit, limit: finding.bound });
  }
}

function relatedTo(bucket: BucketConfig, index: number): Related {
  const entry = bucket.masks[index];
  return {
    ...(entry === undefined ? {} : { location: entry.location }),
    args: { mask: entry?.text },
  };
}
