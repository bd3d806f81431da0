import type { openConsole } from './console/app.ts';
import type { ConsoleOptions } from './console/console.ts';

/** Whether a request is for officials' pages rather than for the chat. */
export const isForConsole = (request: Request): boolean =>
  /^\/admin(\/|$)/.test(new URL(request.url).pathname);

/** The console, loaded by the first who looks: most processes never show it. */
export function consoleOnDemand(
  options: ConsoleOptions,
): (request: Request, environment: object) => Promise<Response> {
  let opened: Promise<ReturnType<typeof openConsole>> | undefined;
  return async (request, environment) => {
    opened ??= import('./console/app.ts').then((module) => module.openConsole(options));
    return (await opened).fetch(request, environment);
  };
}
