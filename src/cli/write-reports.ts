import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../catalogue/index.ts';
import { failsGate, type Report, renderReport } from '../report/index.ts';
import { colourOf } from './colour.ts';
import { EXIT } from './command.ts';
import type { Io } from './io.ts';
import type { ReportOptions } from './report-flags.ts';

/**
 * Writes the report in every form that was asked for and tells the gate's verdict, which never depends on them. A file is never
 * coloured. Throws `usage/write-failed`.
 */
export async function writeReports(
  report: Report,
  wanted: ReportOptions,
  sources: ReadonlyMap<string, string>,
  options: Readonly<Record<string, unknown>>,
  io: Io,
): Promise<number> {
  const { reports, failOn } = wanted;
  for (const { format, file } of reports) {
    if (file === undefined) {
      const color = colourOf(io.stdout, io.env, options);
      const width = io.stdout.columns;
      for (const chunk of renderReport(format, report, { color, width, sources, failOn })) {
        await io.stdout.write(chunk);
      }
      continue;
    }
    const chunks = renderReport(format, report, { color: false, width: 100, sources, failOn });
    try {
      await writeFile(resolve(io.cwd, file), chunks);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      throw new UserError('usage/write-failed', { file, code }, { cause: error });
    }
  }
  return failsGate(report.findings, failOn) ? EXIT.findings : EXIT.ok;
}
