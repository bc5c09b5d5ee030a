export { DEMO_BUCKET, demoConfig, fillLake, LAKE_CHANGES } from './lake.ts';
export { startServer } from './server/index.ts';
