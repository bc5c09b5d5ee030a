export type { CauseOf } from './diff-snapshots.ts';
export { diffSnapshots } from './diff-snapshots.ts';
