import { dirname, resolve } from 'node:path';
import {
  bucketName,
  type Level,
  type Location,
  maskText,
  type Observation,
} from '../catalogue/index.ts';
import type { CsvOptions } from '../format/index.ts';
import { compact } from './compact.ts';
import type { Config, MaskEntry, RuleSetting, SampleConfig } from './config.ts';
import type {
  ConfigDocument,
  CsvDocument,
  DefaultsDocument,
  MaskEntry as MaskEntryDocument,
  MaskRulesDocument,
  RulesDocument,
  SampleDocument,
} from './document.generated.ts';
import type { BucketDraft } from './draft.ts';
import { keyLocation, type ParsedFile, valueLocation } from './parsed-file.ts';
import { pointerTo } from './pointer.ts';
import { normalisedPrefix } from './prefix.ts';
import { resolveAuth, resolveEndpoint } from './resolve-access.ts';
import { resolveDataGalaxy } from './resolve-datagalaxy.ts';

export const CSV_DEFAULTS: CsvOptions = {
  delimiter: 'auto',
  header: 'auto',
  encoding: 'auto',
  quote: 'auto',
  escape: 'auto',
};
const SAMPLE_DEFAULTS: SampleConfig = { take: 'newest', files: 1 };
export const READ_DEFAULTS = { maxBytes: 4 * 1024 * 1024 };
export const SNAPSHOT_NAME = 'datagalaxy.snapshot.json';

/** A configuration whose buckets may still be overridden. */
export interface Resolved {
  readonly config: Omit<Config, 'buckets'>;
  readonly buckets: readonly BucketDraft[];
  /** A bucket that sets nothing of its own: what `--bucket NEW` starts from. */
  readonly template: Omit<BucketDraft, 'name' | 'location'>;
}

/**
 * Merges defaults, replaces names by what they name, and makes paths absolute. Only for documents without mistakes.
 * `path`: the configuration's absolute path.
 */
export function resolveDocument(
  file: ParsedFile,
  path: string,
  observations: readonly Observation[],
): Resolved {
  // The schema has accepted it, so it is what the schema says.
  const document = file.tree.value as unknown as ConfigDocument;
  const directory = dirname(path);
  const auths = new Map(
    Object.entries(document.auth ?? {}).map(([name, auth]) => [
      name,
      resolveAuth(auth, (path) => resolve(directory, path)),
    ]),
  );
  const endpoints = new Map(
    Object.entries(document.endpoints ?? {}).map(([name, endpoint]) => [
      name,
      resolveEndpoint(endpoint, (path) => resolve(directory, path)),
    ]),
  );
  const { defaults = {} } = document;
  const rules = ruleSettings(file, '/defaults/rules', defaults.rules);
  const draft = (own: DefaultsDocument, pointer: string): Resolved['template'] => {
    const merged = { ...defaults, ...own };
    const csv = { ...CSV_DEFAULTS, ...defaults.csv, ...own.csv };
    const sample = { ...SAMPLE_DEFAULTS, ...defaults.sample, ...own.sample };
    const masks = pointerTo(own.masks ? pointer : '/defaults', 'masks');
    return {
      ...compact({ region: merged.region, unmatched: merged.unmatched }),
      prefix: normalisedPrefix(merged.prefix ?? ''),
      auth: auths.get(merged.auth ?? '') ?? { kind: 'default' },
      endpoint: endpoints.get(merged.endpoint ?? '') ?? { kind: 'aws' },
      requesterPays: merged.requesterPays ?? false,
      csv,
      sample,
      read: { ...READ_DEFAULTS, ...defaults.read, ...own.read },
      masks: (merged.masks ?? []).map((entry, i) =>
        maskEntry(file, entry, pointerTo(masks, i), { csv, sample, rules }),
      ),
    };
  };
  const buckets = document.buckets.map(({ name, ...own }, i) => {
    const pointer = pointerTo('/buckets', i);
    return {
      name: bucketName(name),
      location: valueLocation(file, pointerTo(pointer, 'name')),
      ...draft(own, pointer),
    };
  });
  const template = draft({}, '/defaults');
  const tokens = Object.entries(document.tokens ?? {}).map(([name, pattern]) => {
    const location = valueLocation(file, pointerTo('/tokens', name));
    return [name, { pattern, location }] as const;
  });
  const config = {
    file: path,
    directory,
    snapshotFile: resolve(directory, document.snapshot ?? SNAPSHOT_NAME),
    tokens: new Map(tokens),
    rules: {
      profile: document.rules?.profile ?? 'by-name',
      settings: ruleSettings(file, '/rules', document.rules),
    },
    ...(document.datagalaxy && {
      datagalaxy: resolveDataGalaxy(document.datagalaxy, (path) => resolve(directory, path)),
    }),
    observations,
  };
  return { config, buckets, template };
}

/** The configuration of a run without a file: built-in defaults and no bucket yet. `path`: where its file would be. */
export function emptyResolved(path: string): Resolved {
  const directory = dirname(path);
  const config: Resolved['config'] = {
    file: path,
    directory,
    snapshotFile: resolve(directory, SNAPSHOT_NAME),
    tokens: new Map(),
    rules: { profile: 'by-name', settings: [] },
    observations: [],
  };
  const template: Resolved['template'] = {
    prefix: '',
    auth: { kind: 'default' },
    endpoint: { kind: 'aws' },
    requesterPays: false,
    csv: CSV_DEFAULTS,
    sample: SAMPLE_DEFAULTS,
    read: READ_DEFAULTS,
    masks: [],
  };
  return { config, buckets: [], template };
}

function maskEntry(
  file: ParsedFile,
  entry: MaskEntryDocument,
  pointer: string,
  inherited: {
    readonly csv: CsvOptions;
    readonly sample: SampleConfig;
    readonly rules: readonly RuleSetting[];
  },
): MaskEntry {
  const mask = (text: string, location: Location, options: MaskOptions = {}): MaskEntry => ({
    kind: 'mask',
    text: maskText(text),
    location,
    ...compact({ name: options.name }),
    csv: { ...inherited.csv, ...options.csv },
    sample: { ...inherited.sample, ...options.sample },
    rules: [...inherited.rules, ...ruleSettings(file, pointerTo(pointer, 'rules'), options.rules)],
  });
  if (typeof entry === 'string') return mask(entry, valueLocation(file, pointer));
  if ('exclude' in entry) {
    const location = valueLocation(file, pointerTo(pointer, 'exclude'));
    return { kind: 'exclude', text: maskText(entry.exclude), location };
  }
  return mask(entry.mask, valueLocation(file, pointerTo(pointer, 'mask')), entry);
}

interface MaskOptions {
  readonly name?: string;
  readonly csv?: CsvDocument;
  readonly sample?: SampleDocument;
  readonly rules?: MaskRulesDocument;
}

/** `profile` of the document's `rules:` is no setting; everything else is a level. */
function ruleSettings(
  file: ParsedFile,
  pointer: string,
  rules: MaskRulesDocument | RulesDocument = {},
): RuleSetting[] {
  return Object.entries(rules).flatMap(([rule, level]) =>
    isLevel(level) ? [{ rule, level, location: keyLocation(file, pointerTo(pointer, rule)) }] : [],
  );
}

function isLevel(text: string | undefined): text is Level {
  return text === 'error' || text === 'warn' || text === 'info' || text === 'off';
}
