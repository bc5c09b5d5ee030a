export { errorSentence, errorText } from './error-text.ts';
export type { Format, RenderOptions } from './format.ts';
export type { ReportFormat } from './formats.ts';
export { REPORT_FORMATS, renderReport } from './formats.ts';
export type { Inspection } from './inspection.ts';
export { inspectionRecord, inspectionText } from './inspection.ts';
export type { Report, ReportFinding, ReportInput, Summary } from './report.ts';
export { failsGate, levelCounts, makeReport, worstLevel } from './report.ts';
export { rulesReference } from './rules-reference.ts';
