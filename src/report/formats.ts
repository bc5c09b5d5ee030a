import type { Format, RenderOptions } from './format.ts';
import { json } from './json.ts';
import type { Report } from './report.ts';
import { text } from './text/text.ts';

const FORMATS = { text, json } as const satisfies Readonly<Record<string, Format>>;

/** The value of `--format`. */
export type ReportFormat = keyof typeof FORMATS;
export const REPORT_FORMATS: readonly ReportFormat[] = Object.keys(FORMATS) as ReportFormat[];

/** The report in a format, in chunks. Pure. */
export function renderReport(
  format: ReportFormat,
  report: Report,
  options: Partial<RenderOptions> = {},
): Iterable<string> {
  const { color = false, width = 80, sources = new Map(), failOn = 'error' } = options;
  return FORMATS[format](report, { color, width, sources, failOn });
}
