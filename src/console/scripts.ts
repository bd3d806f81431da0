import { script } from '../pages/page-file.ts';

const renew = new URL('./page/renew.js', import.meta.url);

/** Keeps boards and running broadcasts fresh. */
export const liveScript = script(renew, new URL('./page/live.js', import.meta.url));
/** Shows what a broadcast would do while it is written. */
export const composeScript = script(renew, new URL('./page/compose.js', import.meta.url));
/** Saves a lesson while it is written, and shows it on a phone. */
export const lessonDeskScript = script(renew, new URL('./page/lesson-desk.js', import.meta.url));
