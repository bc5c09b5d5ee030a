import { resolve } from 'node:path';
import { type Entry, type EntryStream, UserError } from '../../catalogue/index.ts';
import type { Config } from '../../config/index.ts';
import { parseOperand } from '../../snapshot/index.ts';
import { BaseSnapshot } from '../base-snapshot.ts';
import type { Io } from '../io.ts';
import { extractLive } from '../live.ts';
import { committedSnapshot, openOperand } from '../snapshot-operand.ts';

/** What is pushed: its name, and a way to read it as often as needed. */
export interface PushedEntries {
  readonly name: string;
  readonly open: () => EntryStream;
}

/** The snapshot that `--from` names, streamed each time, or an extraction now. */
export async function pushedEntries(
  from: string,
  config: Config | undefined,
  options: Readonly<Record<string, unknown>>,
  io: Io,
): Promise<PushedEntries> {
  const operand = parseOperand(from);
  if (operand.kind !== 'live') {
    const snapshotFile = config?.snapshotFile ?? resolve(io.cwd, 'datagalaxy.snapshot.json');
    const first = await openOperand(operand, snapshotFile, io);
    return {
      name: first.name,
      open: () => reopened(async () => (await openOperand(operand, snapshotFile, io)).entries),
    };
  }
  // A live push is only called with a configuration.
  const known = config as Config;
  const { entries } = await extractLive(known, await knownHistory(known, io), io, options);
  return { name: 'live', open: () => entries };
}

async function* reopened(
  open: () => Promise<AsyncIterable<Entry>>,
): AsyncGenerator<Entry, void, undefined> {
  yield* await open();
}

/** The committed snapshot, for types that stay and files that cannot be read; none is no mistake. */
async function knownHistory(config: Config, io: Io): Promise<BaseSnapshot> {
  try {
    return await BaseSnapshot.read(committedSnapshot(config, io).entries);
  } catch (error) {
    if (!(error instanceof UserError) || error.id !== 'snapshot/missing') throw error;
    return new BaseSnapshot([]);
  }
}
