import type { OwnDataOptions, ownDataRoutes } from './own-data/routes.ts';

export const isForOwnData = (request: Request): boolean =>
  new URL(request.url).pathname.startsWith('/my-data/');

/** Pages from which people take their data, loaded by the first who asks. */
export function ownDataOnDemand(options: OwnDataOptions): (request: Request) => Promise<Response> {
  let opened: Promise<ReturnType<typeof ownDataRoutes>> | undefined;
  return async (request) => {
    opened ??= import('./own-data/routes.ts').then((module) => module.ownDataRoutes(options));
    return (await opened).fetch(request);
  };
}
