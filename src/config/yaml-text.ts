import { type Document, isScalar, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import type { SourceText, Span } from './source-text.ts';

/** A configuration file as YAML sees it. JSON goes the same way: it is YAML 1.2, and so keeps its positions. */
export interface YamlText extends SourceText {
  readonly doc: Document.Parsed;
  readonly problems: readonly YamlProblem[];
}

/** `reason` is the `yaml` package's own code in kebab case; its message is dropped, since it may quote a secret. */
export interface YamlProblem {
  readonly reason: string;
  readonly span: Span;
}

/** Problems after which the rest of the document still means what it says. */
const HARMLESS = new Set([
  'bad-dq-escape',
  'non-string-key',
  'multiple-docs',
  'tag-resolve-failed',
  'unknown-tag',
  'unresolved-alias',
  'circular-alias',
  // Of `config/unquoted-mask`: only that one value is not the one written.
  'misread',
]);

/** YAML 1.2 core schema: no dates, no octal, no merge keys, no tags of one's own. Never throws. */
export function parseYamlText(text: string, file: string): YamlText {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const options = {
    prettyErrors: false,
    stringKeys: true,
    // Repeated keys are found with both their places when the tree is made.
    uniqueKeys: false,
    version: '1.2',
    schema: 'core',
    merge: false,
    // 'silent' would also silence a second document.
    logLevel: 'error',
  } as const;
  const lineCounter = new LineCounter();
  try {
    const doc = parseDocument(source, { ...options, lineCounter });
    const problems = [...doc.errors, ...doc.warnings].map((error) => problemOf(doc, error));
    return { file, text: source, lineCounter, doc, problems };
  } catch (error) {
    // The parser recurses: tens of thousands of open brackets end in a RangeError.
    if (!(error instanceof RangeError)) throw error;
    const empty = new LineCounter();
    const doc = parseDocument('', { ...options, lineCounter: empty });
    const problems = [{ reason: 'too-deep', span: [0, 1] as const }];
    return { file, text: source, lineCounter: empty, doc, problems };
  }
}

function problemOf(doc: Document.Parsed, { code, message, pos }: YAMLError): YamlProblem {
  if (code === 'MISSING_CHAR' && message.startsWith('Missing closing')) {
    // The parser notices at the end of the file; the mistake is where the quote was opened.
    let opened = pos[0];
    visit(doc, {
      Scalar: (_, node) => {
        if (
          isScalar(node) &&
          node.type?.startsWith('QUOTE') &&
          node.range &&
          node.range[0] < pos[0]
        ) {
          opened = node.range[0];
        }
      },
    });
    return { reason: 'unclosed-quote', span: [opened, pos[0]] };
  }
  return { reason: code.toLowerCase().replaceAll('_', '-'), span: pos };
}

/** Whether the document's shape can be trusted in spite of a syntax problem for this reason. */
export function isHarmless(reason: string): boolean {
  return HARMLESS.has(reason);
}
