export { isTracked, openGitRepo } from './git-repo.ts';
export type { OpenSnapshot } from './open.ts';
export { openGitSnapshot, openSnapshotFile } from './open.ts';
export type { Operand } from './operand.ts';
export { parseOperand } from './operand.ts';
export { printSnapshot } from './print.ts';
export { readSnapshot } from './read.ts';
export { wouldChange, writeSnapshotFile } from './write-file.ts';
