import type { Instant } from '../../core/time.ts';

/** One certificate as it lies in the archive; `body` is what was earned, as JSON. */
export type KeptCertificate = {
  id: string;
  /** Counts all certificates, from 1. */
  place: number;
  at: Instant;
  body: string;
  revokedAt: Instant | undefined;
  reason: string | undefined;
};

/** Certificates, which come in as rows of kind `certificate` and go with their learner. */
export interface CertificateArchive {
  findCertificate(id: string): Promise<KeptCertificate | undefined>;
  certificatesOf(learner: string): Promise<KeptCertificate[]>;
  /** The newest first. */
  certificates(limit: number): Promise<KeptCertificate[]>;
  /** @returns false when there is none of that id, or it was revoked before */
  revokeCertificate(id: string, reason: string, now: Instant): Promise<boolean>;
  /** Places of the revoked from `first` to `last`, rising. */
  revokedPlaces(first: number, last: number): Promise<number[]>;
}

type Row = {
  id: string;
  place: number;
  at: Instant;
  body: string;
  revoked_at: Instant | null;
  reason: string | null;
};

export const certificateOfRow = (row: object): KeptCertificate => {
  const { id, place, at, body, revoked_at, reason } = row as Row;
  return { id, place, at, body, revokedAt: revoked_at ?? undefined, reason: reason ?? undefined };
};
