import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { FindingArgs, Json, Observation } from '../catalogue/index.ts';
import { nearestNames } from './nearest.ts';
import { observe, type ParsedFile, placeAt, shownText } from './parsed-file.ts';
import { lastKeyOf, pointerTo } from './pointer.ts';
import { configSchema, type SchemaNode, secretKeys } from './schema.ts';
import type { Plain } from './tree.ts';

let compiled: { readonly ajv: Ajv; readonly document: ValidateFunction } | undefined;

function validators(): NonNullable<typeof compiled> {
  if (compiled === undefined) {
    // `verbose` gives each error its schema; the data it also gives never leaves this file.
    const ajv = new Ajv({
      allErrors: true,
      verbose: true,
      discriminator: true,
      strictTypes: false,
      strictRequired: false,
    });
    compiled = { ajv, document: ajv.compile(configSchema()) };
  }
  return compiled;
}

/** Whether a value fits one of the schema's `definitions`: for values that come from flags. */
export function fitsDefinition(name: string, value: unknown): boolean {
  const { ajv } = validators();
  const { $id } = configSchema() as { readonly $id: string };
  return ajv.validate({ $ref: `${$id}#/definitions/${name}` }, value);
}

/** The first example of one of the schema's `definitions`. */
export function exampleOf(name: string): string {
  return String(configSchema().definitions?.[name]?.examples?.[0] ?? '');
}

/** Everything in which the document differs from the schema: one observation a mistake. */
export function validate(file: ParsedFile): Observation[] {
  const { document } = validators();
  if (document(file.tree.value)) return [];
  const errors = (document.errors ?? []).filter(isOwnMistake);
  const unknown = errors.filter((error) => error.keyword === 'additionalProperties');
  const meant = new Set<string>();
  const observations = unknown.map((error) => {
    const key = String(error.params['additionalProperty']);
    const nearest = nearestNames(key, propertiesOf(error));
    for (const name of nearest) meant.add(pointerTo(error.instancePath, name));
    if (isStrayMask(key)) meant.add(pointerTo(error.instancePath, 'mask'));
    return unknownKey(file, error, key, nearest);
  });
  for (const error of errors) {
    if (error.keyword === 'additionalProperties') continue;
    // `nam: acme` is one mistake, not an unknown key and a missing one.
    const missing = error.keyword === 'required' && String(error.params['missingProperty']);
    if (missing && meant.has(pointerTo(error.instancePath, missing))) continue;
    observations.push(mismatch(file, error));
  }
  return observations;
}

/** `if` and `propertyNames` repeat their children; a discriminator without its tag repeats `required`. */
function isOwnMistake({ keyword, params }: ErrorObject): boolean {
  if (keyword === 'discriminator') return params['error'] === 'mapping';
  return keyword !== 'if' && keyword !== 'propertyNames';
}

/** `- /a/x: y.csv`, `- {YYYY-MM}`, `- {zz}` and `- {id:int}`: masks that YAML took for maps, because they have no quotes. */
const isStrayMask = (key: string): boolean => /^[/*{?]|:|^(?:[A-Z][A-Zms_. -]*|z+)$/.test(key);

function propertiesOf(error: ErrorObject): string[] {
  return Object.keys((error.parentSchema as SchemaNode | undefined)?.properties ?? {});
}

function unknownKey(
  file: ParsedFile,
  error: ErrorObject,
  key: string,
  nearest: readonly string[],
): Observation {
  const pointer = pointerTo(error.instancePath, key);
  if (/\/masks\/\d+$/.test(error.instancePath) && isStrayMask(key)) {
    return observe(file, 'config/unquoted-mask', pointer, { reason: 'misread' }, { part: 'key' });
  }
  const args: FindingArgs = {
    name: key,
    ...(nearest.length > 0 ? { nearest } : { allowed: propertiesOf(error) }),
  };
  return observe(file, 'config/unknown-key', pointer, args, { part: 'key' });
}

function mismatch(file: ParsedFile, error: ErrorObject): Observation {
  const pointer = error.instancePath;
  const { params } = error;
  if (error.keyword === 'required') {
    const name = String(params['missingProperty']);
    const below = pointerTo(pointer, name);
    return placeAt(file, below)?.leftOut
      ? observe(file, 'config/schema', below, { reason: 'empty-variable' })
      : observe(file, 'config/schema', pointer, { reason: 'required', name }, { part: 'key' });
  }
  if (error.propertyName !== undefined) {
    const args = { reason: 'name', example: exampleFor(error) };
    return observe(file, 'config/schema', pointerTo(pointer, error.propertyName), args, {
      part: 'key',
    });
  }
  if (error.keyword === 'discriminator') {
    const tag = pointerTo(pointer, String(params['tag']));
    return observe(
      file,
      'config/schema',
      tag,
      oneOfArgs(file, tag, params['tagValue'], kindsOf(error)),
    );
  }
  return observe(file, 'config/schema', pointer, valueArgs(file, error));
}

function valueArgs(file: ParsedFile, error: ErrorObject): FindingArgs {
  const { keyword, params, instancePath } = error;
  switch (keyword) {
    case 'type':
      return typeArgs(file, error);
    case 'const':
      return oneOfArgs(file, instancePath, error.data, [params['allowedValue']]);
    case 'enum':
      return oneOfArgs(file, instancePath, error.data, params['allowedValues']);
    case 'minimum':
    case 'maximum':
      return { reason: keyword, limit: params['limit'] };
    case 'minLength':
    case 'minItems':
      return { reason: 'empty', example: exampleFor(error) };
    case 'maxLength':
    case 'maxItems':
      return { reason: 'too-long', limit: params['limit'] };
    default:
      return { reason: 'form', example: exampleFor(error) };
  }
}

function typeArgs(file: ParsedFile, error: ErrorObject): FindingArgs {
  const { data, instancePath, params } = error;
  const inMasks = /\/masks\/\d+$/.test(instancePath);
  const actual = data === null ? 'nothing' : Array.isArray(data) ? 'list' : nameOfType(typeof data);
  return {
    reason: 'type',
    expected: nameOfType(params['type']),
    actual,
    example: exampleFor(error),
    ...(inMasks && actual === 'list' && { hint: 'unquoted-mask' }),
    ...(placeAt(file, instancePath)?.interpolated && { hint: 'variable' }),
  };
}

function nameOfType(type: string): string {
  return type === 'object' ? 'map' : type === 'array' ? 'list' : type;
}

function oneOfArgs(
  file: ParsedFile,
  pointer: string,
  value: unknown,
  allowed: readonly unknown[],
): FindingArgs {
  const names = allowed.map(String);
  const sameText = allowed.find((item) => String(item) === String(value));
  if (sameText !== undefined) {
    // `version: "1"`: the right text of the wrong type.
    const expected = nameOfType(typeof sameText);
    return {
      reason: 'type',
      expected,
      actual: nameOfType(typeof value),
      example: jsonOf(sameText),
    };
  }
  const secret = secretKeys().has(lastKeyOf(pointer));
  const given = secret ? undefined : shownText(file, pointer, value as Plain);
  return {
    reason: 'one-of',
    ...(given !== undefined &&
      given.length <= 100 && { given, nearest: nearestNames(given, names) }),
    allowed: allowed.map(jsonOf),
  };
}

function kindsOf(error: ErrorObject): unknown[] {
  const definitions = configSchema().definitions ?? {};
  const branches = (error.parentSchema as SchemaNode | undefined)?.oneOf ?? [];
  return branches.map(({ $ref = '' }) => definitions[lastKeyOf($ref)]?.properties?.['kind']?.const);
}

function exampleFor(error: ErrorObject): Json | undefined {
  const example = (error.parentSchema as SchemaNode | undefined)?.examples?.[0];
  return example === undefined ? undefined : jsonOf(example);
}

/** A value out of the schema, which is JSON. */
const jsonOf = (value: unknown): Json => value as Json;
