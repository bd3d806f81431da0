import { certificateName } from '../core/certificate.ts';
import type { Certificate } from './certificate.ts';
import { bitOf, encodeBits } from './revoked-list.ts';
import { certificateWords } from './words/words.ts';

/** Who signs, and where what is signed lies. */
export type Issuer = {
  /** Without a slash at the end. */
  publicUrl: string;
  /** Who runs the bot; undefined while no agency does. */
  operator: string | undefined;
};

/** A document with a proof still to come. */
export type Unsigned = { '@context': string[]; issuer: { id: string; name: string } } & Record<
  string,
  unknown
>;

const credentials = 'https://www.w3.org/ns/credentials/v2';
const openBadges = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

/** The issuer's name in the web of keys: `https://hoc.example.vn:8443` is `did:web:hoc.example.vn%3A8443`. */
export const didOf = (publicUrl: string): string => `did:web:${new URL(publicUrl).host.replace(':', '%3A')}`;
export const keyName = 'k1';

/**
 * A certificate as an Open Badge 3.0: what was achieved, by which rules, when. The learner is a random name of this
 * certificate alone, so that two certificates of one person do not give each other away.
 */
export function credentialOf(certificate: Certificate, issuer: Issuer): Unsigned {
  const { id, place, issuedAt, earned } = certificate;
  const { publicUrl } = issuer;
  const words = certificateWords[earned.language];
  const { list, index } = bitOf(place);
  return {
    '@context': [credentials, openBadges],
    id: `${publicUrl}/certificates/${id}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: words.title(earned),
    issuer: profileOf(issuer, earned.operator, words.noAgency),
    validFrom: seconds(issuedAt),
    credentialStatus: {
      id: `${publicUrl}/certificates/revoked/${list}#${index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(index),
      statusListCredential: `${publicUrl}/certificates/revoked/${list}`,
    },
    credentialSubject: {
      id: `${publicUrl}/certificates/${id}#holder`,
      type: ['AchievementSubject'],
      ...(earned.holder === undefined
        ? {}
        : {
            identifier: [
              { type: 'IdentityObject', identityHash: earned.holder, identityType: 'name', hashed: false },
            ],
          }),
      achievement: {
        id: `${publicUrl}/certificates/achievements/${certificateName(earned)}`,
        type: ['Achievement'],
        achievementType: earned.scope.kind === 'course' ? 'Course' : 'MicroCredential',
        name: words.title(earned),
        description: words.description(earned),
        criteria: { narrative: words.criteria(earned) },
      },
    },
  };
}

const profileOf = ({ publicUrl }: Issuer, operator: string | undefined, noAgency: string) => ({
  id: didOf(publicUrl),
  type: ['Profile'],
  name: operator ?? noAgency,
  url: publicUrl,
});

/** The list in which the bits of revoked certificates are set. @param places those of the revoked among its own */
export function revokedListOf(list: number, places: number[], now: number, issuer: Issuer): Unsigned {
  const { publicUrl, operator } = issuer;
  const id = `${publicUrl}/certificates/revoked/${list}`;
  return {
    '@context': [credentials],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: { id: didOf(publicUrl), name: operator ?? certificateWords.vi.noAgency },
    validFrom: seconds(now),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: encodeBits(places.map((place) => bitOf(place).index)),
    },
  };
}

/** Without parts of a second, as the schema of Open Badges wants it. */
const seconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
