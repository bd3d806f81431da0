import { fileTimers } from './file-timers.ts';

/** Files timers from a process of its own: `node process.ts <redis url> <how many> <first due, ms>`. */
const [, , redisUrl = '', count = '0', dueAt = '0'] = process.argv;
await fileTimers(redisUrl, Number(count), Number(dueAt));
