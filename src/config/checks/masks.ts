import type { FindingArgs, Observation } from '../../catalogue/index.ts';
import {
  DEFAULT_LIMITS,
  type MaskProblem,
  parseMask,
  parseTokens,
  type TokenTable,
} from '../../mask/index.ts';
import { observe, type ParsedFile, placeAt } from '../parsed-file.ts';
import { pointerTo } from '../pointer.ts';
import { scalarSpan } from '../scalar-span.ts';
import { child, children } from '../tree.ts';
import { maskLists } from './references.ts';

/** What the mask language says about tokens and masks, with carets inside the quotes. */
export function maskProblems(file: ParsedFile): Observation[] {
  const patterns = new Map<string, string>();
  for (const { key, value } of children(child(file.tree.value, 'tokens'), '/tokens')) {
    if (typeof value === 'string') patterns.set(key, value);
  }
  const { tokens, problems } = parseTokens(patterns);
  // What is no name at all is the schema's to say, whose names are fewer.
  const own = problems.filter(({ args }) => args.reason !== 'token-name');
  const found = own.map((problem) => {
    const pointer = pointerTo('/tokens', problem.token);
    return problem.args.reason === 'reserved-token-name'
      ? observe(file, problem.rule, pointer, problem.args, { part: 'key' })
      : placed(file, pointer, problem, problem.args);
  });
  return [...found, ...maskLists(file).flatMap((list) => problemsOfList(file, list, tokens))];
}

/** Of a list that is too long, that alone: to parse thousands of masks takes seconds, and they are refused together. */
function problemsOfList(
  file: ParsedFile,
  pointers: readonly string[],
  tokens: TokenTable,
): Observation[] {
  const limit = DEFAULT_LIMITS.entries;
  const beyond = pointers[limit];
  if (beyond === undefined) {
    return pointers.flatMap((pointer) => problemsOfMask(file, pointer, tokens));
  }
  return [observe(file, 'mask/too-large', beyond, { reason: 'entries', limit })];
}

function problemsOfMask(file: ParsedFile, pointer: string, tokens: TokenTable): Observation[] {
  const place = placeAt(file, pointer);
  const text = place?.interpolated?.text ?? place?.scalar?.raw ?? '';
  // The empty mask has the schema's own error.
  if (text === '' || place === undefined) return [];
  return parseMask(text, tokens).problems.map((problem) => {
    const args = place.interpolated
      ? // What a variable held must not come out in a message.
        { reason: problem.args.reason, mask: place.scalar?.raw }
      : maskArgs(problem, text);
    return placed(file, pointer, problem, args);
  });
}

/** The facts of a problem in a mask that stands in no file: a flag's. */
export function maskTextProblems(
  text: string,
  tokens: TokenTable,
): { readonly problem: MaskProblem; readonly args: FindingArgs }[] {
  return parseMask(text, tokens).problems.map((problem) => ({
    problem,
    args: maskArgs(problem, text),
  }));
}

function maskArgs(problem: MaskProblem, text: string): FindingArgs {
  const isRelative = problem.args.reason === 'no-leading-slash';
  return { ...problem.args, mask: text, ...(isRelative && { suggestion: absoluteMask(text) }) };
}

/** The mask that was meant: from the bucket's root, without the bucket. */
function absoluteMask(text: string): string {
  return `/${text.replace(/^s3:\/\/[^/]*\/?|^\.\//, '')}`;
}

function placed(
  file: ParsedFile,
  pointer: string,
  { rule, offset, length }: MaskProblem,
  args: FindingArgs,
): Observation {
  const place = placeAt(file, pointer);
  if (place === undefined || place.interpolated) return observe(file, rule, pointer, args);
  const span = scalarSpan(file.source, place, [offset, offset + length]);
  return observe(file, rule, pointer, args, { span });
}
