// Learning Locker's statement service with everything in memory; started by lrs.test.ts as its own process.
// It looks for MongoDB once and logs that there is none: harmless, since the memory repositories are chosen.
Object.assign(process.env, {
  AUTH_REPO: 'test',
  EVENTS_REPO: 'test',
  MODELS_REPO: 'memory',
  STORAGE_REPO: 'memory',
  SERVICE_AWAIT_UPDATES: 'true',
  EXPRESS_MORGAN_DIRECTORY: require('node:os').tmpdir(),
});
require('@learninglocker/xapi-statements/dist/server.js');
