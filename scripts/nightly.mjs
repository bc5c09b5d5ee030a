// The long form of the laws of masks: a million random pairs of mask and key where `npm test` tries a thousand.
//   npm run nightly [-- RUNS]
process.env['MASK_RUNS'] = process.argv[2] ?? '1000000';
process.env['SHARD_MINUTES'] = '480';
process.argv.splice(2, process.argv.length, 'test/mask/laws');
await import('./test.mjs');
