import { relative, resolve, sep } from 'node:path';
import type { Config } from '../config/index.ts';
import {
  type OpenSnapshot,
  type Operand,
  openGitRepo,
  openGitSnapshot,
  openSnapshotFile,
} from '../snapshot/index.ts';
import type { Io } from './io.ts';

/** The snapshot that the configuration names, as the working tree has it. Missing: `snapshot/missing`, exit 4. */
export function committedSnapshot(config: Config, io: Io): OpenSnapshot {
  const name = relative(io.cwd, config.snapshotFile).split(sep).join('/');
  return openSnapshotFile(config.snapshotFile, { name, committed: true });
}

/** Opens what an operand names, `live` aside. `snapshotFile`, absolute, is what `git:REF` without a path means. */
export async function openOperand(
  operand: Exclude<Operand, { kind: 'live' }>,
  snapshotFile: string,
  io: Io,
): Promise<OpenSnapshot> {
  if (operand.kind === 'file') {
    return openSnapshotFile(resolve(io.cwd, operand.path), { name: operand.path });
  }
  return openGitSnapshot(await openGitRepo(io.cwd), operand, snapshotFile);
}
