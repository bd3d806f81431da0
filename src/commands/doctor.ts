import { findAll } from './findings.ts';

/** Prints what is well, what needs care and what is wrong. @returns 1 when anything is wrong */
export async function examine(
  environment: NodeJS.ProcessEnv,
  asJson: boolean,
  out: (text: string) => void,
): Promise<number> {
  const findings = await findAll(environment);
  const marks = { well: '✓', careful: '!', wrong: '✗' };
  if (asJson) out(JSON.stringify(findings, null, 2));
  else for (const finding of findings) out(`${marks[finding.state]} ${finding.about}: ${finding.says}`);
  return findings.some((finding) => finding.state === 'wrong') ? 1 : 0;
}
