import { UserError } from '../../catalogue/index.ts';
import { type CommandModule, EXIT } from '../command.ts';
import { packageFile } from '../package-files.ts';

const SCHEMAS = ['config', 'snapshot', 'report'];

/** `schema config|snapshot|report`: the JSON Schema as the package ships it. */
export const schema: CommandModule = {
  configure(command) {
    command
      .argument('<name>', SCHEMAS.join(', '))
      .addHelpText('after', '\nExample:\n  datagalaxy-s3 schema config > config.schema.json');
  },
  async run({ operands: [name = ''], io }) {
    if (!SCHEMAS.includes(name)) {
      throw new UserError('usage/flag', {
        flag: 'schema',
        reason: 'unknown-value',
        value: name,
        allowed: SCHEMAS,
      });
    }
    await io.stdout.write(packageFile(`schemas/${name}.schema.json`));
    return EXIT.ok;
  },
};
