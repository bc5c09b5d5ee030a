import type { FindingArgs } from '../../catalogue/index.ts';
import { listed } from './listed.ts';
import { counted, plain, quoted } from './quoted.ts';
import type { ErrorWords } from './words.ts';

type SnapshotErrorId =
  | 'snapshot/malformed'
  | 'snapshot/newer-version'
  | 'snapshot/missing'
  | 'snapshot/stale';

/** The words of snapshots that cannot be used as they are. */
export const snapshotErrorWords: ErrorWords<SnapshotErrorId> = {
  'snapshot/malformed': (args) => ({
    message: `the snapshot ${place(args)} ${flaw(args)}`,
    next:
      args['reason'] === 'conflict-markers'
        ? 'take either side whole, then run `datagalaxy-s3 snapshot --write`'
        : args['reason'] === 'lfs-pointer'
          ? 'run `git lfs pull`, or keep the snapshot out of git lfs so that it can be reviewed'
          : 'restore it with `git checkout`, or write it anew with `datagalaxy-s3 snapshot --write`',
  }),
  'snapshot/newer-version': ({ file, version, supported }) => ({
    message: `the snapshot ${quoted(file)} has version ${plain(version)}; this program reads up to ${plain(supported)}`,
    next: 'install a newer datagalaxy-s3',
  }),
  'snapshot/missing': ({ file, ref, path }) =>
    ref === undefined
      ? {
          message: `there is no snapshot ${quoted(file)} yet`,
          next: 'take the first one with `datagalaxy-s3 snapshot --write` and commit it',
        }
      : {
          message: `there is no snapshot ${quoted(path)} at ${quoted(ref)}`,
          next: 'check the path (git:REF:PATH), or compare with a later commit',
        },
  'snapshot/stale': ({ file }) => ({
    message: `the snapshot ${quoted(file)} is not what the lake is now`,
    next: 'run `datagalaxy-s3 snapshot --write` and commit the file',
  }),
};

function place({ file, line }: FindingArgs): string {
  return line === undefined ? quoted(file) : `${quoted(file)}, line ${plain(line)},`;
}

function flaw(args: FindingArgs): string {
  const { key, path } = args;
  switch (args['reason']) {
    case 'empty':
      return 'is empty';
    case 'truncated':
      return 'ends in the middle';
    case 'conflict-markers':
      return 'holds the marks of a merge conflict';
    case 'lfs-pointer':
      return 'is a pointer of git lfs and not the file itself';
    case 'not-utf-8':
      return 'is not UTF-8 text';
    case 'not-a-snapshot':
      return 'is JSON but not a snapshot';
    case 'line-too-long':
      return `is longer than ${counted(Number(args['limit']), 'character')}`;
    case 'text-after-end':
      return 'holds text after its end';
    case 'reformatted-too-large':
      return `is not in the layout that this program writes, and too large (over ${counted(Number(args['limit']), 'byte')}) for another`;
    case 'unknown-key':
      return `has an unknown key ${quoted(key)}; known are ${listed(args['allowed'], 'and')}`;
    case 'missing-key':
      return `lacks the key ${quoted(key)}`;
    case 'wrong-value':
      return `has a wrong value for ${quoted(key)}: it must be ${plain(args['expected'])}`;
    case 'out-of-order':
      return `has ${quoted(path)} out of order, after ${quoted(args['after'])}`;
    case 'duplicate-path':
      return `has ${quoted(path)} twice`;
    default:
      return 'is not well-formed';
  }
}
