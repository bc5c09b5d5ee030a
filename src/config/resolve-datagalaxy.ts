import { compact } from './compact.ts';
import type { AttributeSetting, DataGalaxyConfig } from './config.ts';
import type { DataGalaxyDocument, DatagalaxyAttributeMap } from './document.generated.ts';

/** What `push` uses where the configuration says nothing: enough for a file to import, not for a workspace. */
export const DATAGALAXY_DEFAULTS: DataGalaxyConfig = {
  requestsPerSecond: 2,
  types: { source: 'NonRelational', directory: 'Directory', file: 'File', field: 'Field' },
  attributes: { source: [], directory: [], file: [], field: [] },
  moved: [],
};

/** `datagalaxy:` with its defaults. `absolute` makes a path absolute. */
export function resolveDataGalaxy(
  document: DataGalaxyDocument,
  absolute: (path: string) => string,
): DataGalaxyConfig {
  const { url, token, workspace, version, source, caFile, attributes = {} } = document;
  return {
    ...compact({ url, token, workspace, version, source }),
    ...compact({ caFile: caFile === undefined ? undefined : absolute(caFile) }),
    requestsPerSecond: document.requestsPerSecond ?? DATAGALAXY_DEFAULTS.requestsPerSecond,
    types: { ...DATAGALAXY_DEFAULTS.types, ...document.types },
    attributes: {
      source: settings(attributes.source),
      directory: settings(attributes.directory),
      file: settings(attributes.file),
      field: settings(attributes.field),
    },
    moved: (document.moved ?? []).map(({ bucket, from, to }) => ({
      from,
      to,
      ...compact({ bucket }),
    })),
  };
}

const settings = (map: DatagalaxyAttributeMap = {}): AttributeSetting[] =>
  Object.entries(map).map(([name, value]) => ({ name, value }));
