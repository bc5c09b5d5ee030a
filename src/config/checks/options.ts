import { type Observation, RULE_IDS } from '../../catalogue/index.ts';
import { nearestNames } from '../nearest.ts';
import { observe, type ParsedFile } from '../parsed-file.ts';
import { lastKeyOf, parentOf } from '../pointer.ts';

/** Whether a key of `rules:` names a rule, or begins some with what stands before its `*`. */
export function namesRule(key: string): boolean {
  if (!key.endsWith('*')) return RULE_IDS.some((id) => id === key);
  return RULE_IDS.some((id) => id.startsWith(key.slice(0, -1)));
}

/** Keys of `rules:` maps that name no rule. */
export function ruleNames(file: ParsedFile): Observation[] {
  const found: Observation[] = [];
  for (const [pointer, place] of file.tree.places) {
    const holder = parentOf(pointer);
    const atRoot = holder === '/rules';
    if (!atRoot && !/^\/(?:defaults|buckets\/\d+)(?:\/masks\/\d+)?\/rules$/.test(holder)) continue;
    const name = lastKeyOf(pointer);
    if (!place.key || namesRule(name) || (atRoot && name === 'profile')) continue;
    const areas = [...new Set(RULE_IDS.map((id) => `${id.split('/')[0]}/*`))];
    const nearest = nearestNames(name, name.endsWith('*') ? areas : RULE_IDS);
    const args = { kind: 'rule', name, nearest };
    found.push(observe(file, 'config/unknown-key', pointer, args, { part: 'key' }));
  }
  return found;
}

const COMMON_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-1',
  'iso-8859-15',
];

/** `csv.encoding` that the WHATWG Encoding Standard does not know. */
export function encodingLabels(file: ParsedFile): Observation[] {
  const found: Observation[] = [];
  for (const [pointer, { scalar, interpolated }] of file.tree.places) {
    if (scalar?.type !== 'string' || !pointer.endsWith('/csv/encoding')) continue;
    const label = interpolated?.text ?? scalar.raw;
    // Lengths are the schema's business.
    if (label === '' || label.length > 64 || label === 'auto' || isEncoding(label)) continue;
    const nearest = nearestNames(scalar.raw, COMMON_ENCODINGS);
    const args = { reason: 'encoding', given: scalar.raw, nearest };
    found.push(observe(file, 'config/schema', pointer, args));
  }
  return found;
}

function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}
