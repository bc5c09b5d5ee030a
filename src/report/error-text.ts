import { UserError } from '../catalogue/index.ts';
import { createColors } from './colors.ts';
import { errorWords } from './words/errors.ts';
import { escaped } from './words/quoted.ts';

/**
 * What a person is told of an error that stopped the program, ending in a line break. A `UserError`: one line with the cause,
 * one with the next step. Anything else is a bug of ours: its stack trace and where to report it.
 */
export function errorText(error: unknown, color: boolean): string {
  const colors = createColors(color);
  if (error instanceof UserError) {
    const { message, next } = errorWords[error.id](error.args);
    const place = error.location;
    const where =
      place === undefined ? '' : `${escaped(place.file)}:${place.line}:${place.column}: `;
    const lines = [
      `${colors.red('error:')} ${where}${message}. ${colors.dim(`[${error.id}]`)}`,
      ...(next === undefined ? [] : [`${colors.cyan('next:')}  ${next}`]),
    ];
    return `${lines.join('\n')}\n`;
  }
  return [
    `${colors.red('bug:')} datagalaxy-s3 failed in a way it should not. Nothing more was written.`,
    ...stackOf(error)
      .split('\n')
      .map((line) => `  ${escaped(line, 500)}`),
    'Please report it, with the lines above and the command, at the address that `npm bugs datagalaxy-s3` opens.',
    '',
  ].join('\n');
}

/** The same as one line without colour: cause, then next step. */
export function errorSentence({ id, args }: UserError): string {
  const { message, next } = errorWords[id](args);
  return next === undefined ? message : `${message}: ${next}`;
}

function stackOf(error: unknown): string {
  return error instanceof Error
    ? (error.stack ?? `${error.name}: ${error.message}`)
    : String(error);
}
