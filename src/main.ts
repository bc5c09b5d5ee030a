#!/usr/bin/env node
import { main } from './cli/main.ts';
import { processIo } from './cli/process-io.ts';

process.exitCode = await main(process.argv.slice(2), processIo());
// Everything is written. What a library still waits for, such as a credential process that hangs, does not keep the program.
setTimeout(() => process.exit(), 1_000).unref();
