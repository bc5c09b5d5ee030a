import { resolve } from 'node:path';
import { jsonLines, UserError } from '../../catalogue/index.ts';
import type { BucketConfig } from '../../config/index.ts';
import { compileBucket, tokensOf } from '../../extract/index.ts';
import { formatByExtension } from '../../format/index.ts';
import { KeyShapes, type TokenTable } from '../../mask/index.ts';
import {
  type Proposals,
  strayKeysText,
  suggestionsRecord,
  suggestionsText,
} from '../../report/index.ts';
import { openStore } from '../../s3/index.ts';
import { type CommandModule, EXIT } from '../command.ts';
import { localChunks } from '../inspect/local-source.ts';
import type { Io } from '../io.ts';
import { keyLines } from '../masks/key-lines.ts';
import { StrayKeyCounter } from '../masks/stray-keys.ts';
import { addOverrideFlags, readOverrides } from '../override-flags.ts';
import { progressLine } from '../progress.ts';
import { oneOf } from '../report-flags.ts';
import { loadRun, oneBucket } from '../require-config.ts';

const FORMATS = ['text', 'json'] as const;
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1_000;
const SLASH = 0x2f;

/** `masks suggest`: masks for the keys that no mask takes, from a file of keys or from the configured buckets. */
export const masksSuggest: CommandModule = {
  configure(command) {
    command
      .option('--keys <file>', 'keys, one a line, without a leading slash; `-` is stdin')
      .option('--limit <n>', `proposals at most (default: ${DEFAULT_LIMIT})`)
      .option('--format <format>', `${FORMATS.join(', ')} (default: text)`);
    addOverrideFlags(command);
    command.addHelpText(
      'after',
      '\nPrints YAML: the masks, quoted, after comments with the number of keys and some examples of each. With --keys\nand --bucket, keys that a mask of that bucket takes are left out.\n\nExamples:\n  datagalaxy-s3 masks suggest --keys keys.txt\n  datagalaxy-s3 masks suggest --bucket acme-lake > masks.yaml',
    );
  },
  async run({ options, io }) {
    const format = oneOf('--format', String(options['format'] ?? 'text'), FORMATS);
    const limit = limitOf(options['limit']);
    const sources =
      options['keys'] === undefined
        ? await fromBuckets(options, limit, io)
        : [await fromFile(String(options['keys']), options, limit, io)];
    await io.stdout.write(
      format === 'json' ? `${jsonLines(suggestionsRecord(sources))}\n` : suggestionsText(sources),
    );
    return EXIT.ok;
  },
};

type Options = Readonly<Record<string, unknown>>;

function limitOf(value: unknown): number {
  const limit = Number(value ?? DEFAULT_LIMIT);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new UserError('usage/flag', {
    flag: '--limit',
    reason: 'form',
    example: String(DEFAULT_LIMIT),
  });
}

/** No configuration is needed, unless its masks are to be applied. Folder markers are no files: they are left out. */
async function fromFile(file: string, options: Options, limit: number, io: Io): Promise<Proposals> {
  const applied = options['bucket'] === undefined ? undefined : await appliedMasks(options, io);
  const matcher = applied?.masks.set.matcher();
  const shapes = new KeyShapes();
  const chunks = file === '-' ? io.stdin : localChunks(file, resolve(io.cwd, file));
  const strays = new StrayKeyCounter();
  let keys = 0;
  for await (const lines of keyLines(chunks)) {
    for (const key of lines) {
      const isTaken = matcher !== undefined && matcher.match(key, 0, key.length) >= 0;
      strays.add(key, isTaken);
      if (key[key.length - 1] === SLASH) continue;
      keys += 1;
      if (!isTaken) shapes.add(key);
    }
  }
  await io.stderr.write(strayKeysText(strays));
  return proposalsOf(shapes, keys, limit, applied?.tokens);
}

async function appliedMasks(options: Options, io: Io) {
  const { config } = await loadRun(options, io, await readOverrides(options, io));
  const tokens = tokensOf(config);
  return { tokens, masks: compileBucket(oneBucket(config, options['bucket']), tokens) };
}

async function fromBuckets(options: Options, limit: number, io: Io): Promise<readonly Proposals[]> {
  const { config } = await loadRun(options, io, await readOverrides(options, io));
  const tokens = tokensOf(config);
  const sources: Proposals[] = [];
  for (const bucket of config.buckets) {
    sources.push(await fromBucket(bucket, tokens, limit, io));
  }
  return sources;
}

/** Lists the bucket below its prefix to the end, all of it: the keys sought are those that no mask leads to. */
async function fromBucket(
  bucket: BucketConfig,
  tokens: TokenTable,
  limit: number,
  io: Io,
): Promise<Proposals> {
  const progress = progressLine(io);
  const store = await openStore(bucket, { env: io.env });
  try {
    const matcher = compileBucket(bucket, tokens).set.matcher();
    const shapes = new KeyShapes();
    let winners = new Int32Array(1_000);
    let keys = 0;
    for await (const page of store.list({ prefix: bucket.prefix }, io.signal)) {
      if (winners.length < page.count) winners = new Int32Array(page.count);
      matcher.matchPage(page.keys, page.keyOffsets, page.count, winners);
      for (let i = 0; i < page.count; i += 1) {
        const end = page.keyOffsets[i + 1] ?? 0;
        if (page.sizes[i] === 0 && page.keys[end - 1] === SLASH) continue;
        keys += 1;
        if (winners[i] === -1) shapes.add(page.keys.subarray(page.keyOffsets[i], end));
      }
      progress.show({
        stage: 'listing',
        objectsListed: keys,
        requests: store.counters.listRequests,
        filesRead: 0,
        files: 0,
      });
    }
    return { bucket: bucket.name, ...proposalsOf(shapes, keys, limit, tokens) };
  } finally {
    store.close();
    progress.done();
  }
}

const proposalsOf = (
  shapes: KeyShapes,
  keys: number,
  limit: number,
  tokens: TokenTable | undefined,
): Proposals => ({
  keys,
  unmatched: shapes.total,
  suggestions: shapes.suggestions(limit, tokens).map((suggestion) => ({
    ...suggestion,
    aside: suggestion.count === 1 && !suggestion.examples.some(looksLikeData),
  })),
});

const looksLikeData = (key: string): boolean => formatByExtension(key) !== undefined;
