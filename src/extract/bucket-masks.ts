import { UserError } from '../catalogue/index.ts';
import type { BucketConfig, Config, MaskEntry } from '../config/index.ts';
import {
  compileMasks,
  directoryMasks,
  LimitPassed,
  type MaskEntryInput,
  type MaskSet,
  parseMask,
  parseTokens,
  type TokenTable,
} from '../mask/index.ts';

/** A bucket with its masks compiled: entry `i` of `set` is `bucket.masks[i]`. */
export interface BucketMasks {
  readonly bucket: BucketConfig;
  /** Those of the configuration, with which the masks were read. */
  readonly tokens: TokenTable;
  readonly set: MaskSet;
  /** Answers for folder markers; its labels are places, not masks. Made when the first marker is met. */
  readonly directories: () => MaskSet;
}

/** The `tokens:` of a configuration, parsed. They were checked when it was loaded. */
export function tokensOf(config: Config): TokenTable {
  return parseTokens(new Map([...config.tokens].map(([name, token]) => [name, token.pattern])))
    .tokens;
}

/** The parsed masks of a bucket. A mask that does not parse cannot get here: the configuration is refused before. */
export function maskInputs(
  masks: readonly MaskEntry[],
  tokens: TokenTable,
): readonly MaskEntryInput[] {
  return masks.map((entry) => {
    const { mask } = parseMask(entry.text, tokens);
    if (mask === undefined)
      throw new Error(`the mask ${entry.text} was accepted and does not parse`);
    return { kind: entry.kind, mask };
  });
}

/**
 * Compiles the masks of a bucket. O(length of the masks); tables are built while keys are matched. Throws `config/masks-too-large`
 * where they pass a limit together; `check` says which one does.
 */
export function compileBucket(bucket: BucketConfig, tokens: TokenTable): BucketMasks {
  const inputs = maskInputs(bucket.masks, tokens);
  let directories: MaskSet | undefined;
  return {
    bucket,
    tokens,
    set: compiled(bucket, inputs),
    directories: () => {
      directories ??= compiled(
        bucket,
        inputs.flatMap((input): readonly MaskEntryInput[] =>
          input.kind === 'exclude'
            ? [input]
            : directoryMasks(input.mask).map((mask) => ({ kind: 'mask', mask })),
        ),
      );
      return directories;
    },
  };
}

function compiled(bucket: BucketConfig, inputs: readonly MaskEntryInput[]): MaskSet {
  try {
    return compileMasks(inputs);
  } catch (error) {
    if (!(error instanceof LimitPassed)) throw error;
    const { limit, bound } = error;
    throw new UserError('config/masks-too-large', { bucket: bucket.name, limit, bound });
  }
}
