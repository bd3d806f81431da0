import { startCentral } from '../central/central.ts';

/** Runs the stand-in until interrupted. */
export async function runCentral(
  options: { host: string; port: number },
  out: (text: string) => void,
): Promise<void> {
  const central = await startCentral({ ...options, print: out });
  out(`A stand-in for the central API, not the real one: ${central.url}/ shows statements arriving.`);
  out(`Start the bot beside it with: CENTRAL_API_URL=${central.url} npm start`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await central.stop();
}
