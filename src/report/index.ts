export { debugText } from './debug-text.ts';
export { diagnosesRecord, diagnosisText } from './doctor.ts';
export { errorSentence, errorText } from './error-text.ts';
export {
  committedCacheText,
  incompleteProofsText,
  keyExplanationText,
  ruleText,
  type StrayKeys,
  strayKeysText,
  strayKeyText,
} from './explanation.ts';
export type { RenderOptions } from './format.ts';
export type { ReportFormat } from './formats.ts';
export { REPORT_FORMATS, renderReport } from './formats.ts';
export type { Inspection } from './inspection.ts';
export { inspectionRecord, inspectionText } from './inspection.ts';
export type { PushView } from './push-plan.ts';
export {
  confirmQuestion,
  pushPlanJson,
  pushPlanText,
  pushProgressText,
  pushResultText,
} from './push-plan.ts';
export type { Report, ReportInput } from './report.ts';
export { failsGate, levelCounts, makeReport, worstLevel } from './report.ts';
export { ruleListRecord, ruleListText } from './rule-list.ts';
export { rulesReference } from './rules-reference.ts';
export { type Proposals, suggestionsRecord, suggestionsText } from './suggestions.ts';
export { type TargetCheckLine, targetChecksText } from './target-checks.ts';
