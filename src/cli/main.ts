import { Command, CommanderError } from 'commander';
import { UserError } from '../catalogue/index.ts';
import { colourOf } from './colour.ts';
import { type CommandEntry, type CommandModule, EXIT } from './command.ts';
import { COMMANDS } from './command-table.ts';
import type { Io } from './io.ts';
import { packageVersion } from './package-files.ts';

const DEBUG = 'after an error, tell codes, request ids and times too';

/** Runs one command line, without the program's name, and tells its exit code. Never throws, never exits. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const { debugText, errorText } = await import('../report/index.ts');
  try {
    return await runCommand(argv, io);
  } catch (error) {
    await io.stderr.write(
      errorText(error, colourOf(io.stderr, io.env, { color: !argv.includes('--no-color') })),
    );
    if (!(error instanceof UserError)) return EXIT.bug;
    if (argv.includes('--debug')) await io.stderr.write(debugText(error));
    return EXIT[error.family];
  }
}

async function runCommand(argv: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.ok;
  const text = { out: '', err: '' };
  const program = new Command('datagalaxy-s3');
  program
    .description('Keeps a data catalogue true to an S3 data lake, from git.')
    .version(packageVersion(), '-V, --version')
    .option('--config <file>', 'configuration file (default: found from here up to the git root)')
    .option('--no-color', 'plain text, as with NO_COLOR')
    .option('--debug', DEBUG)
    .showSuggestionAfterError()
    .showHelpAfterError('(--help shows what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (part) => {
        text.out += part;
      },
      writeErr: (part) => {
        text.err += part;
      },
      getOutHelpWidth: () => Math.min(io.stdout.columns, 100),
      getErrHelpWidth: () => Math.min(io.stderr.columns, 100),
    });
  const wanted = COMMANDS.find((entry) => isCalled(entry, argv));
  for (const entry of COMMANDS) {
    const command = declare(program, entry);
    if (entry !== wanted) continue;
    const module = await entry.load();
    configure(command, module);
    command.action(async () => {
      code = await module.run({
        operands: command.args,
        options: command.optsWithGlobals(),
        io,
        again: main,
      });
    });
  }
  try {
    if (argv.length === 0) program.help({ error: true });
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version are answers, everything else that the parser refuses is a mistake in the call.
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  } finally {
    if (text.out !== '') await io.stdout.write(text.out);
    if (text.err !== '') await io.stderr.write(text.err);
  }
}

/** The words of argv that are no options begin with the command's name; option values may stand between. */
function isCalled(entry: CommandEntry, argv: readonly string[]): boolean {
  const words = entry.name.split(' ');
  let place = 0;
  for (const [i, word] of argv.entries()) {
    if (word.startsWith('-') || argv[i - 1] === '--config') continue;
    // `help COMMAND` loads the command too.
    if (i === 0 && word === 'help') continue;
    if (word !== words[place]) return false;
    place += 1;
    if (place === words.length) return true;
  }
  return false;
}

/** Adds the command's name to the program, under its group where it has one. */
function declare(program: Command, entry: CommandEntry): Command {
  const words = entry.name.split(' ');
  const last = words.pop() as string;
  let parent = program;
  for (const word of words) {
    parent =
      parent.commands.find((command) => command.name() === word) ??
      parent.command(word).description(`commands about ${word}`).exitOverride();
  }
  return parent.command(last).description(entry.summary).copyInheritedSettings(program);
}

function configure(command: Command, module: CommandModule): void {
  module.configure(command);
  command
    .option('--config <file>', 'configuration file (default: found from here up to the git root)')
    .option('--no-color', 'plain text, as with NO_COLOR')
    .option('--debug', DEBUG);
}
