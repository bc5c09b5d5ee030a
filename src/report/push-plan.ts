import {
  jsonLines,
  OBJECT_KINDS,
  type ObjectCounts,
  type PlannedChange,
  type PushProgress,
} from '../catalogue/index.ts';
import { createColors } from './colors.ts';
import { padEnd } from './display-width.ts';
import { counted, escaped, grouped, quoted } from './words/quoted.ts';

/** What a plan to import tells of itself. */
export interface PushView {
  readonly workspace: string;
  readonly version?: string;
  readonly host: string;
  /** The snapshot: a file name, `git:REF`, `live`. */
  readonly from: string;
  readonly create: ObjectCounts;
  readonly update: ObjectCounts;
  readonly unchanged: number;
  readonly renames: number;
  readonly orphans: number;
  /** Of the orphans, those that are let be for what others keep in them. */
  readonly guarded: number;
  readonly policy: 'keep' | 'obsolete' | 'delete';
  /** Objects of the snapshot that are marked obsolete in the workspace. */
  readonly revived: number;
  readonly changes: readonly PlannedChange[];
  readonly more: number;
  /** The rest of an interrupted run. */
  readonly resumed: boolean;
  /** Whether it will be carried out. */
  readonly isApplied: boolean;
}

/** What an import did. */
export interface PushResult {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly renamed: number;
  readonly obsolete: number;
  readonly orphansDeleted: number;
  readonly uncounted: number;
  readonly requests: number;
}

const PLURALS = { source: 'sources', directory: 'directories', file: 'files', field: 'fields' };
/** Lines shown before the rest is only counted. */
const MAX_LINES = 200;

const total = (counts: ObjectCounts): number =>
  OBJECT_KINDS.reduce((sum, kind) => sum + counts[kind], 0);

const detail = (counts: ObjectCounts): string =>
  OBJECT_KINDS.filter((kind) => counts[kind] > 0)
    .map((kind) => counted(counts[kind], kind, PLURALS[kind]))
    .join(', ');

/** The plan for people, in lines that each end in a break. */
export function pushPlanText(view: PushView, color: boolean): string {
  const colors = createColors(color);
  const paint = {
    create: colors.green,
    update: colors.yellow,
    rename: colors.yellow,
    orphan: colors.red,
  };
  const version = view.version === undefined ? '' : `, version ${quoted(view.version)}`;
  const lines = [
    `${colors.bold(escaped(view.from))} -> workspace ${colors.bold(quoted(view.workspace))}${version} at ${escaped(view.host)}`,
    '',
  ];
  if (view.resumed) lines.push('Continuing a push that was interrupted.', '');
  const rows = view.changes.slice(0, MAX_LINES).map((change) => ({ change, ...rowOf(change) }));
  const width = Math.min(72, Math.max(0, ...rows.map(({ subject }) => subject.length)));
  for (const { change, sign, subject, remark } of rows) {
    const text = remark === '' ? subject : `${padEnd(subject, width)}  ${colors.dim(remark)}`;
    lines.push(`  ${paint[change.action](sign)} ${text}`);
    if (change.action !== 'update') continue;
    for (const { attribute, before, after } of change.differences) {
      const turned = `${quoted(before, 80)} -> ${quoted(after, 80)}`;
      lines.push(`      ${colors.dim(`${escaped(attribute, 60)}: ${turned}`)}`);
    }
  }
  const hidden = view.changes.length - rows.length + view.more;
  if (hidden > 0) lines.push(`  … and ${counted(hidden, 'more line')}`);
  if (rows.length > 0) lines.push('');
  lines.push(planLine(view), ...remarks(view));
  return `${lines.join('\n')}\n`;
}

const SIGNS = { create: '+', update: '~', rename: '>', orphan: '-' } as const;

function rowOf(change: PlannedChange): {
  readonly sign: string;
  readonly subject: string;
  readonly remark: string;
} {
  const { action, kind, path } = change;
  const place = escaped(path.join('/'), 200);
  const subject = kind === 'directory' ? `${place}/` : place;
  const remarks = {
    create:
      action === 'create' && change.fields !== undefined
        ? counted(change.fields, 'field')
        : kind === 'directory'
          ? ''
          : kind,
    update: kind,
    rename: action === 'rename' ? `renamed to ${quoted(change.to, 120)}` : '',
    orphan: `${kind}, orphaned`,
  };
  return { sign: SIGNS[action], subject, remark: remarks[action] };
}

function planLine(view: PushView): string {
  const created = total(view.create);
  const updated = total(view.update);
  if (created + updated + view.renames + view.orphans === 0 && !view.resumed) {
    return `Nothing to do: ${counted(view.unchanged, 'object')} as in the snapshot.`;
  }
  const parts = [
    `${grouped(created)} to create${created === 0 ? '' : ` (${detail(view.create)})`}`,
    `${grouped(updated)} to update${updated === 0 ? '' : ` (${detail(view.update)})`}`,
    ...(view.renames === 0 ? [] : [`${grouped(view.renames)} to rename`]),
    `${grouped(view.unchanged)} unchanged`,
    ...(view.orphans === 0 ? [] : [`${grouped(view.orphans)} orphaned (${orphanWords(view)})`]),
  ];
  return `${view.resumed ? 'Plan of that push' : 'Plan'}: ${parts.join(', ')}.`;
}

function orphanWords({ policy, guarded }: PushView): string {
  const what = { keep: 'kept', obsolete: 'to be marked obsolete', delete: 'to be deleted' }[policy];
  const guard = policy === 'keep' || guarded === 0 ? '' : `, ${grouped(guarded)} of them let be`;
  return `${what}${guard}`;
}

function remarks(view: PushView): readonly string[] {
  const lines: string[] = [];
  if (view.guarded > 0 && view.policy !== 'keep') {
    lines.push(
      `${counted(view.guarded, 'orphan')} stay: they hold, or lie with, objects of other types that somebody added.`,
    );
  }
  if (view.revived > 0) {
    lines.push(
      `${counted(view.revived, 'object')} of the snapshot ${view.revived === 1 ? 'is' : 'are'} marked obsolete in DataGalaxy; whether that still holds is for people to say.`,
    );
  }
  lines.push(...renameHints(view));
  const todo = total(view.create) + total(view.update) + view.renames;
  const orphans = view.policy === 'keep' ? 0 : view.orphans - view.guarded;
  if (!view.isApplied && todo + orphans > 0) {
    const confirm = view.policy === 'delete' && orphans > 0 ? ` --confirm ${orphans}` : '';
    lines.push(`Nothing was changed. To carry it out, add --apply${confirm}.`);
  }
  return lines;
}

/** An orphan and a new object of the same kind in the same directory, one of each: a rename, perhaps. */
function renameHints({ changes }: PushView): readonly string[] {
  const byPlace = new Map<string, { created: PlannedChange[]; orphaned: PlannedChange[] }>();
  for (const change of changes) {
    if (change.kind !== 'file' && change.kind !== 'directory') continue;
    if (change.action !== 'create' && change.action !== 'orphan') continue;
    const place = JSON.stringify([change.kind, ...change.path.slice(0, -1)]);
    const found = byPlace.get(place) ?? { created: [], orphaned: [] };
    (change.action === 'create' ? found.created : found.orphaned).push(change);
    byPlace.set(place, found);
  }
  return [...byPlace.values()].flatMap(({ created: [to, ...others], orphaned: [from, ...more] }) =>
    to === undefined || from === undefined || others.length + more.length > 0
      ? []
      : [
          `If ${quoted(from.path.at(-1), 120)} is now called ${quoted(to.path.at(-1), 120)}, say so under \`datagalaxy.moved\`: it is renamed with all that people wrote on it.`,
        ],
  );
}

/** The same for programs: one JSON object. */
export function pushPlanJson(view: PushView, result?: PushResult): string {
  const { changes, more, ...head } = view;
  return `${jsonLines({ push: 1, ...head, changes, more, ...(result && { result }) })}\n`;
}

/** What was done, in a line or two. */
export function pushResultText(result: PushResult): string {
  const parts = [
    `${grouped(result.created)} created`,
    `${grouped(result.updated)} updated`,
    ...(result.renamed === 0 ? [] : [`${grouped(result.renamed)} renamed`]),
    ...(result.obsolete === 0 ? [] : [`${grouped(result.obsolete)} marked obsolete`]),
    ...(result.orphansDeleted === 0 ? [] : [`${grouped(result.orphansDeleted)} deleted`]),
  ];
  const line = `Done: ${parts.join(', ')}, in ${counted(result.requests, 'request')}.\n`;
  return result.uncounted === 0
    ? line
    : `${line}DataGalaxy counted ${counted(result.uncounted, 'object')} otherwise than they were sent: it may take two names for one. A push that follows will tell.\n`;
}

/** What a person is asked before objects are deleted. */
export function confirmQuestion(count: number): string {
  return `${counted(count, 'object')} will be deleted in DataGalaxy, with all that people wrote on them. Type ${count} to go on: `;
}

/** One line of progress. */
export function pushProgressText(progress: PushProgress): string {
  const { stage, done, requests } = progress;
  const of = progress.total === undefined ? '' : ` of ${grouped(progress.total)}`;
  const what = {
    reading: `Reading the workspace  ${grouped(done)} objects`,
    sending: `Sending  ${grouped(done)}${of} objects`,
    orphans: 'Looking after orphans',
  }[stage];
  return `${what}  ${counted(requests, 'request')}`;
}
