import { DATAGALAXY_DEFAULTS } from '../../config/index.ts';
import {
  catalogueCsv,
  mappingOf,
  type OpenApi,
  openApi,
  type Plan,
  type PushOutcome,
  push as pushCatalogue,
} from '../../datagalaxy/index.ts';
import { type PushView, pushPlanJson, pushPlanText, pushResultText } from '../../report/index.ts';
import { parseOperand } from '../../snapshot/index.ts';
import { colourOf } from '../colour.ts';
import { type CommandModule, EXIT } from '../command.ts';
import { addOverrideFlags, readOverrides } from '../override-flags.ts';
import { confirmDeletion } from '../push/confirm.ts';
import { pushedEntries } from '../push/entries.ts';
import { addPushFlags, readPushFlags } from '../push/flags.ts';
import { pushProgress } from '../push/progress.ts';
import { writeOutput } from '../push/write-output.ts';
import { addLiveFlags } from '../report-flags.ts';
import { loadRun, loadRunIfAny } from '../require-config.ts';

/** `push`: bring DataGalaxy in step with a snapshot. Plans, and writes only with `--apply`. */
export const push: CommandModule = {
  configure(command) {
    addPushFlags(command);
    addLiveFlags(command);
    addOverrideFlags(command);
    command.addHelpText(
      'after',
      '\nExamples:\n  datagalaxy-s3 push --from git:main\n  datagalaxy-s3 push --from datagalaxy.snapshot.json --apply\n  datagalaxy-s3 push --from git:main --orphans delete --apply --confirm 12\n  datagalaxy-s3 push --from git:main --format csv --output catalogue.csv',
    );
  },
  async run({ options, io }) {
    const flags = readPushFlags(options);
    const overrides = await readOverrides(options, io);
    const isLive = parseOperand(flags.from).kind === 'live';
    // A file for the import needs no more than a snapshot.
    const load = flags.format === 'csv' && !isLive ? loadRunIfAny : loadRun;
    const { config } = await load(options, io, overrides);
    const settings = config?.datagalaxy ?? DATAGALAXY_DEFAULTS;
    if (flags.format === 'csv') {
      const mapping = mappingOf(settings);
      const { open } = await pushedEntries(flags.from, config, options, io);
      await writeOutput(flags.output, catalogueCsv(open(), mapping), io);
      return EXIT.ok;
    }
    // Before the lake is read: a missing token is known at once.
    const connection = await openApi(settings, { env: io.env, signal: io.signal });
    const progress = pushProgress(io);
    try {
      const entries = await pushedEntries(flags.from, config, options, io);
      const texts: string[] = [];
      const color = flags.output === undefined && colourOf(io.stdout, io.env, options);
      let view: PushView | undefined;
      const outcome = await pushCatalogue({
        api: connection.api,
        workspace: connection.workspace,
        config: settings,
        buckets: (config?.buckets ?? []).map(({ name }) => name),
        entries: entries.open,
        orphans: flags.orphans,
        maxOrphans: flags.maxOrphans,
        onProgress: progress.show,
        onPlan: async (plan, resumed) => {
          progress.done();
          view = viewOf(plan, connection, entries.name, flags, resumed);
          if (flags.format !== 'text') return;
          const text = pushPlanText(view, color);
          // On a terminal the plan is there before the question.
          if (flags.output === undefined) await io.stdout.write(text);
          else texts.push(text);
        },
        ...(flags.apply && {
          apply: {
            directory: config?.directory ?? io.cwd,
            pid: process.pid,
            isAlive,
            today: Date.now,
            confirm: (count, resumed) => confirmDeletion(io, flags.confirm, count, resumed),
          },
        }),
      });
      progress.done();
      const result = resultOf(outcome);
      if (flags.format === 'json' && view !== undefined) texts.push(pushPlanJson(view, result));
      if (flags.format === 'text' && result !== undefined) texts.push(pushResultText(result));
      await writeOutput(flags.output, texts, io);
      return EXIT.ok;
    } finally {
      progress.done();
      connection.close();
    }
  },
};

function viewOf(
  plan: Plan,
  { api }: OpenApi,
  from: string,
  flags: ReturnType<typeof readPushFlags>,
  resumed: boolean,
): PushView {
  const { target, create, update, unchanged, changes, more, revived, orphans } = plan;
  return {
    workspace: target.workspace,
    ...(target.version === undefined ? {} : { version: target.version }),
    host: api.host,
    from,
    create,
    update,
    unchanged,
    renames: plan.renames.length,
    orphans: orphans.count,
    guarded: orphans.guarded,
    policy: flags.orphans,
    revived,
    changes,
    more,
    resumed,
    isApplied: flags.apply,
  };
}

function resultOf({
  applied,
  requests,
}: PushOutcome): (PushOutcome['applied'] & { requests: number }) | undefined {
  return applied === undefined ? undefined : { ...applied, requests };
}

/** A signal that does nothing tells whether the process is there; one of another user's may not be signalled, but is. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
