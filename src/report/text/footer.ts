import type { RunStats } from '../../catalogue/index.ts';
import type { RenderOptions } from '../format.ts';
import { failsGate, isChange, LEVELS, type Report } from '../report.ts';
import { counted } from '../words/quoted.ts';
import { isLocated } from './located.ts';

const NOUN = { error: 'error', warn: 'warning', info: 'info' } as const;

/** `1 error, 2 infos — 3 changes in 2 files`. */
export function countsLine({ base, summary, findings }: Report): string {
  const counts = LEVELS.filter((level) => summary[level] > 0).map((level) =>
    counted(summary[level], NOUN[level]),
  );
  if (summary.accepted > 0) counts.push(`${counted(summary.accepted, 'finding')} accepted`);
  const changes = findings.filter(isChange);
  const places = new Set(changes.map(({ subject }) => `${subject.bucket}\0${subject.path}`));
  const changed =
    changes.length === 0
      ? base === null
        ? ''
        : summary.changed
          ? 'changes that no rule tells'
          : 'nothing changed'
      : `${counted(changes.length, 'change')} in ${counted(places.size, 'file')}`;
  if (counts.length === 0) return changed === '' ? 'Nothing found.' : `${capital(changed)}.`;
  return [counts.join(', '), ...(changed === '' ? [] : [changed])].join(' — ');
}

/** What the run cost: objects, requests, bytes, seconds. */
export function runLine(run: RunStats): string {
  const listed = `${counted(run.objectsListed, 'object')} listed in ${counted(run.listRequests, 'request')}`;
  const read = `${counted(run.files, 'file')}, ${bytes(run.bytesRead)} read in ${counted(run.getRequests, 'request')}`;
  const left = [
    ...(run.ignoredKeys > 0 ? [`${counted(run.ignoredKeys, 'key')} matched no mask`] : []),
    ...(run.unread.length > 0 ? [`${counted(run.unread.length, 'file')} not read`] : []),
  ];
  return [listed, read, ...left, `${run.seconds.toFixed(1)} s`].join(' · ');
}

function bytes(count: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = count;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}

/** What to do about a report that fails its gate; empty for one that passes. */
export function advice({ findings }: Report, { failOn }: RenderOptions): readonly string[] {
  if (!failsGate(findings, failOn)) return [];
  const failing = findings.filter((finding) => failsGate([finding], failOn));
  const change = failing.find(isChange);
  const remark = failing.find((finding) => !isChange(finding) && !isLocated(finding));
  return [
    `Failed: ${counted(failing.length, 'finding')} at or above ${failOn}.`,
    ...(change === undefined
      ? []
      : [
          '  If the change is meant, accept it:  datagalaxy-s3 snapshot --write   and commit the file.',
          `  If it is none for you, lower its rule in the configuration:  rules: { ${change.rule}: info }`,
        ]),
    ...(remark === undefined
      ? []
      : [
          `  If a remark is known, lower its rule in the configuration:  rules: { ${remark.rule}: info }`,
        ]),
    ...(failing.some(isLocated)
      ? ['  Mend what is marked above; the run is not to be trusted before that.']
      : []),
  ];
}

function capital(sentence: string): string {
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}
