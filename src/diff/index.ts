export type { CauseOf, ChangePlace } from './diff-snapshots.ts';
export { diffSnapshots } from './diff-snapshots.ts';
