import { writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { UserError } from '../../catalogue/index.ts';
import { initConfig } from '../../config/index.ts';
import { type CommandModule, EXIT } from '../command.ts';

/** `init`: a commented configuration to start from. It never overwrites anything. */
export const init: CommandModule = {
  configure(command) {
    command
      .option('--bucket <name>', 'the bucket to declare')
      .option('--region <region>', 'the region it is in')
      .addHelpText(
        'after',
        '\nExample:\n  datagalaxy-s3 init --bucket acme-lake --region eu-west-1',
      );
  },
  async run({ options, io }) {
    const wanted = options as { bucket?: string; region?: string; config?: string };
    const file = resolve(io.cwd, wanted.config ?? 'datagalaxy.config.yaml');
    const shown = relative(io.cwd, file) || file;
    const text = initConfig({
      ...(wanted.bucket === undefined ? {} : { bucket: wanted.bucket }),
      ...(wanted.region === undefined ? {} : { region: wanted.region }),
    });
    try {
      // `wx` fails when the file is there: no race between looking and writing.
      await writeFile(file, text, { flag: 'wx' });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') throw new UserError('usage/file-exists', { file: shown });
      throw new UserError('usage/write-failed', { file: shown, reason: code ?? 'unknown' });
    }
    await io.stderr.write(
      `Wrote ${shown}. Next: name your bucket and masks in it, then run\n\n  datagalaxy-s3 check\n  datagalaxy-s3 snapshot --write\n\n`,
    );
    return EXIT.ok;
  },
};
