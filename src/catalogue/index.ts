export type { Change, ChangeCause, ChangeKind, PlacedField } from './change.ts';
export type { DirectoryEntry, Entry, EntryStream, FileEntry, UnreadReason } from './entry.ts';
export { compareEntries, UNREAD_REASONS } from './entry.ts';
export type { Field, FieldType } from './field.ts';
export { FIELD_TYPES } from './field.ts';
export type {
  Finding,
  FindingArgs,
  Json,
  Level,
  Location,
  Observation,
  Related,
  Subject,
} from './finding.ts';
export { jsonLines, jsonText } from './json-text.ts';
export type { BucketName, CataloguePath, MaskText, S3Key } from './names.ts';
export { bucketName, cataloguePath, maskText, s3Key } from './names.ts';
export type { ObjectCounts, ObjectKind, PlannedChange, PushProgress } from './push.ts';
export { OBJECT_KINDS } from './push.ts';
export type { RuleId, StateRuleId } from './rule-ids.ts';
export {
  CHANGE_RULES,
  CONFIG_RULES,
  MASK_RULES,
  RULE_IDS,
  SOURCE_RULES,
  STATE_RULES,
} from './rule-ids.ts';
export type { RunStats } from './run.ts';
export type { ErrorFamily, UserErrorId } from './user-error.ts';
export { USER_ERRORS, UserError } from './user-error.ts';
