import { resolve } from 'node:path';
import type { EntryStream } from '../../catalogue/index.ts';
import type { Config } from '../../config/index.ts';
import { makeReport } from '../../report/index.ts';
import { type Operand, parseOperand } from '../../snapshot/index.ts';
import { BaseSnapshot } from '../base-snapshot.ts';
import { BucketScope } from '../bucket-scope.ts';
import type { CommandModule } from '../command.ts';
import { compare } from '../compare.ts';
import type { Io } from '../io.ts';
import { extractLive, type LiveSnapshot } from '../live.ts';
import { addOverrideFlags, readOverrides } from '../override-flags.ts';
import { addLiveFlags, addReportFlags, readReportOptions } from '../report-flags.ts';
import { type LoadedRun, loadRun, loadRunIfAny } from '../require-config.ts';
import { committedSnapshot, openOperand } from '../snapshot-operand.ts';
import { TOOL } from '../tool.ts';
import { writeReports } from '../write-reports.ts';

/** `diff [BASE [HEAD]]`: what changed from one snapshot to another. */
export const diff: CommandModule = {
  configure(command) {
    command
      .argument(
        '[base]',
        'a snapshot file, git:REF, git:REF:PATH or live (default: the committed snapshot)',
      )
      .argument('[head]', 'the same (default: live, an extraction now)');
    addReportFlags(command, 'error');
    addLiveFlags(command);
    addOverrideFlags(command);
    command.addHelpText(
      'after',
      '\nExamples:\n  datagalaxy-s3 diff\n  datagalaxy-s3 diff git:main live --format json\n  datagalaxy-s3 diff git:v1.2 git:HEAD --fail-on warn',
    );
  },
  async run({ operands, options, io }) {
    const base = operands[0] === undefined ? undefined : parseOperand(operands[0]);
    const head = parseOperand(operands[1] ?? 'live');
    const overrides = await readOverrides(options, io);
    const needsConfig = base === undefined || base.kind === 'live' || head.kind === 'live';
    const load = needsConfig ? loadRun : loadRunIfAny;
    const run = await load(options, io, overrides);
    const sides = await openSides(base, head, run, io, options);
    const comparison = await compare(
      sides.base.entries,
      sides.head.entries,
      run.config,
      sides.live,
    );
    const report = makeReport({
      tool: TOOL,
      base: sides.base.name,
      head: sides.head.name,
      ...comparison,
      ...(sides.live === undefined ? {} : { run: sides.live.run }),
    });
    return writeReports(report, readReportOptions(options), run.sources, options, io);
  },
};

interface Side {
  readonly name: string;
  readonly entries: EntryStream;
}

interface Sides {
  readonly base: Side;
  readonly head: Side;
  readonly live?: LiveSnapshot;
}

/** Opens both sides. A live one is extracted with the other as its history: for sticky types and what cannot be read. */
async function openSides(
  base: Operand | undefined,
  head: Operand,
  run: LoadedRun,
  io: Io,
  options: Readonly<Record<string, unknown>>,
): Promise<Sides> {
  const snapshotFile = run.config?.snapshotFile ?? resolve(io.cwd, 'datagalaxy.snapshot.json');
  const scope = new BucketScope(options);
  const open = async (operand: Operand | undefined): Promise<Side> => {
    const { name, entries } =
      operand === undefined
        ? committedSnapshot(run.config as Config, io)
        : await openOperand(operand as Exclude<Operand, { kind: 'live' }>, snapshotFile, io);
    return { name, entries: scope.within(entries) };
  };
  const isLive = (operand: Operand | undefined): boolean => operand?.kind === 'live';
  const extractAfter = async (history: BaseSnapshot): Promise<LiveSnapshot> =>
    extractLive(run.config as Config, history, io, options);
  if (isLive(base) && isLive(head)) {
    const first = await extractAfter(new BaseSnapshot([]));
    const live = await extractAfter(new BaseSnapshot(first.entries));
    return { base: liveSide(first), head: liveSide(live), live };
  }
  if (!isLive(base) && !isLive(head)) return { base: await open(base), head: await open(head) };
  const other = await open(isLive(head) ? base : head);
  const history = await BaseSnapshot.read(other.entries);
  const live = await extractAfter(history);
  const otherSide = { name: other.name, entries: history.entries };
  return isLive(head)
    ? { base: otherSide, head: liveSide(live), live }
    : { base: liveSide(live), head: otherSide, live };
}

const liveSide = ({ entries }: LiveSnapshot): Side => ({ name: 'live', entries });
