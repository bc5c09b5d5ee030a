import { createColors } from './colors.ts';
import { escaped } from './words/quoted.ts';

/** One thing that an import into DataGalaxy needs, and what is wrong with it. */
export interface TargetCheckLine {
  readonly check: 'address' | 'workspace' | 'read' | 'types';
  /** One line; the check failed. */
  readonly error?: string;
}

const PASSED: Readonly<Record<TargetCheckLine['check'], string>> = {
  address: 'complete',
  workspace: 'the token opens the workspace and its version',
  read: 'the objects of the workspace can be read',
  types: 'the tenant takes the types of directories, files and fields',
};

/** The checklist of DataGalaxy for people, below those of the buckets. */
export function targetChecksText(lines: readonly TargetCheckLine[], color: boolean): string {
  const colors = createColors(color);
  const rows = lines.map(({ check, error }) =>
    error === undefined
      ? `  ${colors.green('ok  ')}  ${check.padEnd(14)}  ${PASSED[check]}`
      : `  ${colors.red('FAIL')}  ${check.padEnd(14)}  ${escaped(error, 1_000)}`,
  );
  return `${colors.bold('DataGalaxy')}\n${rows.join('\n')}\n`;
}
