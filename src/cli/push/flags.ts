import type { Command } from 'commander';
import { UserError } from '../../catalogue/index.ts';
import type { OrphanPolicy, PushRequest } from '../../datagalaxy/index.ts';
import { oneOf } from '../report-flags.ts';

const FORMATS = ['text', 'json', 'csv'] as const;
const POLICIES: readonly OrphanPolicy[] = ['keep', 'obsolete', 'delete'];
/** Of what the workspace holds, this share of orphans is no cause for alarm. */
const DEFAULT_SHARE = 0.1;

/** What the flags of `push` say. */
export interface PushFlags {
  readonly from: string;
  readonly apply: boolean;
  readonly orphans: OrphanPolicy;
  readonly confirm: number | undefined;
  readonly maxOrphans: PushRequest['maxOrphans'];
  readonly format: (typeof FORMATS)[number];
  readonly output: string | undefined;
}

export function addPushFlags(command: Command): void {
  command
    .option('--from <snapshot>', 'a snapshot file, git:REF, git:REF:PATH or live', 'live')
    .option('--apply', 'write into DataGalaxy; without it nothing is changed')
    .option(
      '--orphans <policy>',
      `what becomes of objects that are gone: ${POLICIES.join(', ')}`,
      (value) => oneOf('--orphans', value, POLICIES),
    )
    .option('--confirm <n>', 'the number of objects that may be deleted, in a pipeline', (value) =>
      count('--confirm', value),
    )
    .option(
      '--max-orphans <n>',
      'a number or a share: touch no orphan if there are more (default: 10%)',
      maxOrphans,
    )
    .option(
      '--format <format>',
      `${FORMATS.join(', ')}; csv is a file for DataGalaxy's own import, made offline`,
      (value) => oneOf('--format', value, FORMATS),
    )
    .option('--output <file>', 'write there instead of stdout');
}

/** Throws `usage/flag` for flags that make no sense together. */
export function readPushFlags(options: Readonly<Record<string, unknown>>): PushFlags {
  // Each was parsed by its option above.
  const flags = options as {
    from: string;
    apply?: boolean;
    orphans?: OrphanPolicy;
    confirm?: number;
    maxOrphans?: PushRequest['maxOrphans'];
    format?: PushFlags['format'];
    output?: string;
    bucket?: string;
    prefix?: string;
    mask?: readonly string[];
  };
  const { apply = false, orphans = 'keep', format = 'text' } = flags;
  const conflict = (flag: string, other: string): UserError =>
    new UserError('usage/flag', { flag, reason: 'conflict', other });
  if (format === 'csv' && apply) throw conflict('--format csv', '--apply');
  if (format === 'csv' && orphans !== 'keep') throw conflict('--format csv', '--orphans');
  if (flags.confirm !== undefined && orphans !== 'delete') {
    throw new UserError('usage/flag', {
      flag: '--confirm',
      reason: 'needs',
      other: '--orphans delete',
    });
  }
  // Of a part of the lake nothing can be told to be gone.
  const part = (['bucket', 'prefix'] as const).find((name) => flags[name] !== undefined);
  const partial = part ?? ((flags.mask ?? []).length > 0 ? 'mask' : undefined);
  if (orphans !== 'keep' && partial !== undefined)
    throw conflict(`--orphans ${orphans}`, `--${partial}`);
  return {
    from: flags.from,
    apply,
    orphans,
    format,
    confirm: flags.confirm,
    maxOrphans: flags.maxOrphans ?? { share: DEFAULT_SHARE },
    output: flags.output,
  };
}

function count(flag: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new UserError('usage/flag', { flag, reason: 'form', example: '12' });
}

function maxOrphans(value: string): PushRequest['maxOrphans'] {
  const [, percent] = /^(\d{1,3}(?:\.\d{1,4})?)%$/.exec(value) ?? [];
  if (percent !== undefined && Number(percent) <= 100) return { share: Number(percent) / 100 };
  if (percent !== undefined) {
    throw new UserError('usage/flag', { flag: '--max-orphans', reason: 'form', example: '10%' });
  }
  return { count: count('--max-orphans', value) };
}
