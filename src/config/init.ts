import { UserError } from '../catalogue/index.ts';
import { exampleOf, fitsDefinition } from './validate.ts';

/** What `init` is told. */
export interface InitOptions {
  readonly bucket?: string;
  readonly region?: string;
}

/**
 * A commented configuration to start from: it is valid as it stands. Throws `usage/flag` for a name or region of the wrong form.
 */
export function initConfig({ bucket, region }: InitOptions = {}): string {
  assertForm('--bucket', 'bucketName', bucket);
  assertForm('--region', 'region', region);
  const name = bucket ?? exampleOf('bucketName');
  // JSON's strings are YAML's double-quoted ones.
  const regionLine =
    region === undefined
      ? `    # region: ${exampleOf('region')}     # without it: the region of your environment or profile`
      : `    region: ${JSON.stringify(region)}`;
  return `# yaml-language-server: $schema=./node_modules/datagalaxy-s3/schemas/config.schema.json
version: 1

# The committed picture of the lake: every file with its fields. Relative to this file.
snapshot: datagalaxy.snapshot.json

# Credentials by name. Without any, the AWS SDK's default chain is used: environment, profile, container, instance.
# Secrets never stand here: a variable brings them.
# auth:
#   reader:
#     kind: access-key
#     accessKeyId: \${env:LAKE_KEY}
#     secretAccessKey: \${env:LAKE_SECRET}
#     sessionToken: \${env:LAKE_STS_TOKEN:-}

buckets:
  - name: ${JSON.stringify(name)}
${regionLine}
    # prefix: datasource/       # only keys that begin with it
    # auth: reader
    # Masks group objects into files, and filter: the first one that matches a key wins. Always quote them.
    # Without any, every object is a file of its own.
    # masks:
    #   - exclude: "/**/_tmp/**"
    #   - "/datasource/{YYYYMMDD}/orders_{zz}.csv"
    #   - mask: "/datasource/customers/year={YYYY}/part-*.csv.gz"
    #     name: customers
    #     csv: { delimiter: ";", header: true }

# What counts as a breaking change: by-name (fields are read by header), by-position, exact or inventory.
rules:
  profile: by-name
`;
}

function assertForm(flag: string, definition: string, value: string | undefined): void {
  if (value === undefined || fitsDefinition(definition, value)) return;
  throw new UserError('usage/flag', { flag, reason: 'form', example: exampleOf(definition) });
}
