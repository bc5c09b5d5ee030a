// Writes what is generated: from schemas/config.schema.json the types of a raw document and the reference page, from the table
// of rules their page.
//   node scripts/generate.mjs            writes
//   node scripts/generate.mjs --check    fails where a file on disk is stale
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import { register } from 'tsx/esm/api';

// The rules are TypeScript.
register();
const { rulesReference } = await import('../src/report/index.ts');

const root = fileURLToPath(new URL('..', import.meta.url));
const schema = JSON.parse(readFileSync(`${root}schemas/config.schema.json`, 'utf8'));

const BANNER = '// Generated from schemas/config.schema.json by scripts/generate.mjs. Do not edit.';

/** The same shape for the type generator, which knows unions but not `if`. */
function withUnions(node) {
  if (Array.isArray(node)) return node.map(withUnions);
  if (node === null || typeof node !== 'object') return node;
  const { if: condition, then, else: otherwise, ...rest } = node;
  const copy = Object.fromEntries(
    Object.entries(rest)
      .filter(([key]) => key !== 'examples' && key !== 'discriminator' && key !== 'propertyNames')
      .map(([key, value]) => [key, withUnions(value)]),
  );
  return condition === undefined ? copy : { ...copy, anyOf: [then, otherwise].map(withUnions) };
}

async function documentTypes() {
  const { $id, ...shape } = withUnions(schema);
  const text = await compile(shape, 'ConfigDocument', {
    bannerComment: BANNER,
    additionalProperties: false,
    unreachableDefinitions: false,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 100 },
  });
  return text;
}

const code = (value) =>
  `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``.replaceAll('|', '\\|');

const resolved = (node) =>
  node.$ref === undefined ? node : schema.definitions[node.$ref.split('/').pop()];

const nameOf = (node) => node.$ref?.split('/').pop();

/** What a reader sees in the column `type`. */
function typeText(node) {
  const target = resolved(node);
  if (target.const !== undefined) return code(target.const);
  if (target.enum !== undefined) return target.enum.map(code).join(', ');
  if (target.if !== undefined) return 'see below';
  if (target.type === 'array') return 'list';
  if (target.type === 'object') return 'map';
  return target.type;
}

function table(node) {
  const required = new Set(node.required ?? []);
  const rows = Object.entries(node.properties ?? {}).map(([key, property]) => {
    const target = resolved(property);
    const notes = [
      required.has(key) ? '**Required.**' : '',
      target.description.replaceAll('|', '\\|'),
      target.default === undefined ? '' : `Default: ${code(target.default)}.`,
    ].filter((note) => note !== '');
    return `| \`${key}\` | ${typeText(property)} | ${notes.join(' ')} | ${code(target.examples[0])} |`;
  });
  return ['| key | type | meaning | example |', '|---|---|---|---|', ...rows].join('\n');
}

const SECTIONS = [
  ['Credentials: `auth.<name>`', schema.definitions.auth.oneOf.map(nameOf)],
  ['A role to assume: `assumeRole`', ['role']],
  ['Endpoints: `endpoints.<name>`', schema.definitions.endpoint.oneOf.map(nameOf)],
  ['A bucket: `buckets[]`', ['bucket']],
  ['A mask with options: `masks[]`', ['maskWithOptions', 'maskExclude']],
  ['Options for CSV: `csv`', ['csv']],
  ['What is read: `sample`, `read`', ['sample', 'read']],
  ['Defaults: `defaults`', ['defaults']],
  ['Levels: `rules`', ['rules']],
  [
    'DataGalaxy: `datagalaxy`',
    ['datagalaxy', 'datagalaxyTypes', 'datagalaxyAttributes', 'datagalaxyMove'],
  ],
];

function referencePage() {
  const parts = [
    '<!-- Generated from schemas/config.schema.json by scripts/generate.mjs. Do not edit. -->',
    '# Configuration',
    `${schema.description} The file is \`datagalaxy.config.yaml\`, \`datagalaxy.config.yml\`, \`datagalaxy.config.json\` or \`.config/datagalaxy.yaml\`, looked for from the working directory up to the root of the git repository; \`--config FILE\` names one directly.`,
    `In any string, \`\${env:NAME}\` is replaced by the environment variable \`NAME\`, and \`\${env:NAME:-text}\` by \`text\` where the variable is unset or empty. An option that its variables leave empty counts as absent.`,
    'A mask is always quoted: `#`, `*`, `{` and `[` mean something to YAML.',
    '## The document',
    table(schema),
  ];
  for (const [title, names] of SECTIONS) {
    parts.push(`## ${title}`);
    for (const name of names) {
      const node = schema.definitions[name];
      parts.push(node.description, table(node));
    }
  }
  return `${parts.join('\n\n')}\n`;
}

const RULES_BANNER =
  '<!-- Generated from src/rules/table.ts by scripts/generate.mjs. Do not edit. -->';

const outputs = [
  ['src/config/document.generated.ts', await documentTypes()],
  ['docs/config.md', referencePage()],
  ['docs/rules.md', `${RULES_BANNER}\n\n${rulesReference()}`],
];
const check = process.argv.includes('--check');
for (const [path, text] of outputs) {
  const before = readIfThere(`${root}${path}`);
  if (before === text) continue;
  if (check) {
    console.error(`${path} is stale: run node scripts/generate.mjs`);
    process.exitCode = 1;
  } else {
    writeFileSync(`${root}${path}`, text);
    console.log(`wrote ${path}`);
  }
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
