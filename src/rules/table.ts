import type { RuleId } from '../catalogue/index.ts';
import { configDanglingReference } from './config/dangling-reference.ts';
import { configDuplicateName } from './config/duplicate-name.ts';
import { configInsecureEndpoint } from './config/insecure-endpoint.ts';
import { configPlaintextSecret } from './config/plaintext-secret.ts';
import { configSchema } from './config/schema.ts';
import { configSyntax } from './config/syntax.ts';
import { configUnknownKey } from './config/unknown-key.ts';
import { configUnquotedMask } from './config/unquoted-mask.ts';
import { configUnused } from './config/unused.ts';
import { datasetMixedHeaders } from './dataset/mixed-headers.ts';
import { directoryAdded } from './directory/added.ts';
import { directoryRemoved } from './directory/removed.ts';
import { fieldAdded } from './field/added.ts';
import { fieldInserted } from './field/inserted.ts';
import { fieldRemoved } from './field/removed.ts';
import { fieldRenamedCase } from './field/renamed-case.ts';
import { fieldRenamedSpace } from './field/renamed-space.ts';
import { fieldReordered } from './field/reordered.ts';
import { fieldTypeNarrowed } from './field/type-narrowed.ts';
import { fieldTypeWidened } from './field/type-widened.ts';
import { fileAdded } from './file/added.ts';
import { fileAmbiguousDelimiter } from './file/ambiguous-delimiter.ts';
import { fileBlankField } from './file/blank-field.ts';
import { fileCompressionChanged } from './file/compression-changed.ts';
import { fileDelimiterChanged } from './file/delimiter-changed.ts';
import { fileDuplicateField } from './file/duplicate-field.ts';
import { fileEmpty } from './file/empty.ts';
import { fileEncodingChanged } from './file/encoding-changed.ts';
import { fileFormatChanged } from './file/format-changed.ts';
import { fileHeaderGained } from './file/header-gained.ts';
import { fileHeaderLost } from './file/header-lost.ts';
import { fileNoHeader } from './file/no-header.ts';
import { fileRaggedRows } from './file/ragged-rows.ts';
import { fileRemoved } from './file/removed.ts';
import { fileUndecodable } from './file/undecodable.ts';
import { fileUntrimmedField } from './file/untrimmed-field.ts';
import { maskOutsidePrefix } from './mask/outside-prefix.ts';
import { maskOverlap } from './mask/overlap.ts';
import { maskShadowed } from './mask/shadowed.ts';
import { maskSyntax } from './mask/syntax.ts';
import { maskTooLarge } from './mask/too-large.ts';
import { maskUnbounded } from './mask/unbounded.ts';
import { maskUnknownToken } from './mask/unknown-token.ts';
import type { Rule } from './rule.ts';
import { sourceMaskWithoutFiles } from './source/mask-without-files.ts';
import { sourceUnmatchedKeys } from './source/unmatched-keys.ts';
import { sourceUnreadFile } from './source/unread-file.ts';

/** Every rule by its id. A rule that is missing, or that stands under another id, does not compile. */
export const RULES: { readonly [Id in RuleId]: Rule & { readonly id: Id } } = {
  'file/added': fileAdded,
  'file/removed': fileRemoved,
  'directory/added': directoryAdded,
  'directory/removed': directoryRemoved,
  'field/added': fieldAdded,
  'field/inserted': fieldInserted,
  'field/removed': fieldRemoved,
  'field/reordered': fieldReordered,
  'field/renamed-case': fieldRenamedCase,
  'field/renamed-space': fieldRenamedSpace,
  'field/type-widened': fieldTypeWidened,
  'field/type-narrowed': fieldTypeNarrowed,
  'file/delimiter-changed': fileDelimiterChanged,
  'file/header-gained': fileHeaderGained,
  'file/header-lost': fileHeaderLost,
  'file/encoding-changed': fileEncodingChanged,
  'file/compression-changed': fileCompressionChanged,
  'file/format-changed': fileFormatChanged,
  'config/syntax': configSyntax,
  'config/schema': configSchema,
  'config/unknown-key': configUnknownKey,
  'config/unquoted-mask': configUnquotedMask,
  'config/dangling-reference': configDanglingReference,
  'config/duplicate-name': configDuplicateName,
  'config/unused': configUnused,
  'config/plaintext-secret': configPlaintextSecret,
  'config/insecure-endpoint': configInsecureEndpoint,
  'mask/syntax': maskSyntax,
  'mask/unknown-token': maskUnknownToken,
  'mask/overlap': maskOverlap,
  'mask/shadowed': maskShadowed,
  'mask/outside-prefix': maskOutsidePrefix,
  'mask/unbounded': maskUnbounded,
  'mask/too-large': maskTooLarge,
  'source/unmatched-keys': sourceUnmatchedKeys,
  'source/unread-file': sourceUnreadFile,
  'source/mask-without-files': sourceMaskWithoutFiles,
  'file/no-header': fileNoHeader,
  'file/empty': fileEmpty,
  'file/undecodable': fileUndecodable,
  'file/ambiguous-delimiter': fileAmbiguousDelimiter,
  'file/ragged-rows': fileRaggedRows,
  'file/duplicate-field': fileDuplicateField,
  'file/blank-field': fileBlankField,
  'file/untrimmed-field': fileUntrimmedField,
  'dataset/mixed-headers': datasetMixedHeaders,
};
