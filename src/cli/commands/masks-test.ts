import { resolve } from 'node:path';
import { jsonText } from '../../catalogue/index.ts';
import { type BucketMasks, compileBucket, tokensOf } from '../../extract/index.ts';
import { strayKeysText } from '../../report/index.ts';
import { type CommandModule, EXIT } from '../command.ts';
import { localChunks } from '../inspect/local-source.ts';
import { keyLines } from '../masks/key-lines.ts';
import { StrayKeyCounter } from '../masks/stray-keys.ts';
import { oneOf } from '../report-flags.ts';
import { loadRun, oneBucket } from '../require-config.ts';

const FORMATS = ['text', 'jsonl', 'summary'] as const;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** `masks test [FILE]`: which mask takes each key, and which dataset it becomes part of. */
export const masksTest: CommandModule = {
  configure(command) {
    command
      .argument('[file]', 'keys, one a line, without a leading slash (default: stdin)')
      .option('--bucket <name>', 'the bucket whose masks are tested (default: the only one)')
      .option('--format <format>', `${FORMATS.join(', ')} (default: text)`)
      .addHelpText(
        'after',
        '\nPrints the key, its mask and its dataset, separated by tabs; `-` where no mask takes the key.\n\nExample:\n  aws s3api list-objects-v2 --bucket acme-lake --query "Contents[].Key" --output text | tr "\\t" "\\n" |\n    datagalaxy-s3 masks test --bucket acme-lake',
      );
  },
  async run({ operands: [file], options, io }) {
    const format = oneOf('--format', String(options['format'] ?? 'text'), FORMATS);
    const { config } = await loadRun(options, io);
    const bucket = oneBucket(config, options['bucket']);
    const masks = compileBucket(bucket, tokensOf(config));
    const chunks =
      file === undefined || file === '-' ? io.stdin : localChunks(file, resolve(io.cwd, file));
    const matcher = masks.set.matcher();
    const counts = new Map<number, number>();
    const strays = new StrayKeyCounter();
    // A list of keys need not end: it is read only while someone reads the answers.
    for await (const lines of keyLines(chunks)) {
      let text = '';
      for (const key of lines) {
        const winner = matcher.match(key, 0, key.length);
        strays.add(key, winner >= 0);
        if (format === 'summary') counts.set(winner, (counts.get(winner) ?? 0) + 1);
        else if (format === 'jsonl') text += `${jsonText(recordOf(masks, key, winner))}\n`;
        else text += textOf(masks, key, winner);
      }
      if (text !== '') await io.stdout.write(text);
      if (io.stdout.isClosed()) return EXIT.ok;
    }
    if (format === 'summary') await io.stdout.write(summaryOf(masks, counts));
    await io.stderr.write(strayKeysText(strays));
    return EXIT.ok;
  },
};

/** The mask entry that takes the key; an exclude takes it away, so that no mask does. */
function takerOf({ bucket }: BucketMasks, winner: number): string | undefined {
  const entry = bucket.masks[winner];
  return entry?.kind === 'mask' ? entry.text : undefined;
}

/** A line of `--format jsonl` (SPEC 8). */
function recordOf(masks: BucketMasks, key: Uint8Array, winner: number): object {
  const mask = takerOf(masks, winner);
  const captures = mask === undefined ? [] : masks.set.captureReader(winner).read(key);
  return {
    key: decoder.decode(key),
    mask: mask ?? null,
    dataset: mask === undefined ? null : masks.set.datasetOf(winner, key),
    captures: Object.fromEntries(captures.map(({ name, text }) => [name, text])),
  };
}

/** Control characters of a key or a mask would act on the terminal and break the line: they are written as `\xNN`. */
const visible = (text: string): string =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => {
      const code = character.charCodeAt(0);
      return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
    },
  );

function textOf(masks: BucketMasks, key: Uint8Array, winner: number): string {
  const mask = takerOf(masks, winner) ?? '-';
  const dataset = mask === '-' ? '-' : masks.set.datasetOf(winner, key);
  return `${visible(decoder.decode(key))}\t${visible(mask)}\t${visible(dataset)}\n`;
}

/** Keys a mask, in the order of the configuration, then those that an exclude and those that none takes. */
function summaryOf({ bucket }: BucketMasks, counts: ReadonlyMap<number, number>): string {
  const rows = bucket.masks.map((entry, i) => [
    entry.kind === 'mask' ? entry.text : `exclude ${entry.text}`,
    counts.get(i) ?? 0,
  ]);
  return [...rows, ['(no mask)', counts.get(-1) ?? 0]]
    .map(([name, count]) => `${String(count).padStart(10)}  ${visible(String(name))}\n`)
    .join('');
}
