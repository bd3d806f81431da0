import type { CertificateOptions, certificateRoutes } from './certificates/routes.ts';

/** Whether a request is for certificates or what a verifier of them needs. */
export const isForCertificates = (request: Request): boolean =>
  /^\/(certificates\/|\.well-known\/did\.json$)/.test(new URL(request.url).pathname);

/**
 * Pages of certificates, loaded by the first who looks; what signs them, which is large, by the first who asks for a
 * signature.
 * @param options.seed 32 bytes from which the key follows
 */
export function certificatesOnDemand(
  options: Omit<CertificateOptions, 'signer'> & { seed: Uint8Array },
): (request: Request, environment: object) => Promise<Response> {
  let opened: Promise<ReturnType<typeof certificateRoutes>> | undefined;
  const signers = new Map<string, ReturnType<CertificateOptions['signer']>>();
  const signer: CertificateOptions['signer'] = () => {
    const { publicUrl } = options.issuer();
    const known = signers.get(publicUrl);
    if (known !== undefined) return known;
    const made = import('./certificates/sign.ts').then(({ openSigner }) =>
      openSigner(options.seed, publicUrl),
    );
    signers.set(publicUrl, made);
    return made;
  };
  return async (request, environment) => {
    opened ??= import('./certificates/routes.ts').then(({ certificateRoutes }) =>
      certificateRoutes({ ...options, signer }),
    );
    return (await opened).fetch(request, environment);
  };
}
