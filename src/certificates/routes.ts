import { type Context, Hono } from 'hono';
import { minuteMs } from '../core/time.ts';
import { addressOf } from '../pages/address-of.ts';
import { served, styleSheet } from '../pages/page-file.ts';
import { forever, type NodeBindings, pageHeaders } from '../pages/page-headers.ts';
import { svgToPng } from '../pages/svg-picture.ts';
import type { Archive } from '../store/archive/archive.ts';
import { StoreUnavailable } from '../store/store.ts';
import { type Certificate, certificateId, readEarned } from './certificate.ts';
import { credentialOf, type Issuer, revokedListOf } from './credential.ts';
import { certificatePage, sentencePage } from './page.ts';
import { certificateSvg } from './picture.ts';
import { placesOf } from './revoked-list.ts';
import type { Signer } from './sign.ts';
import { certificateWords } from './words/words.ts';

export type CertificateOptions = {
  archive: Pick<Archive, 'findCertificate' | 'revokedPlaces'>;
  /** Counts one event in a window; shared by all processes. */
  tally(key: string, windowMs: number): Promise<number>;
  issuer(): Issuer;
  signer(): Promise<Signer>;
  timeZone: string;
  trustProxy: number;
  clock(): number;
};

type Env = { Bindings: NodeBindings };

/** Enough for a hall in which everybody scans behind one address; nobody guesses 128 bits at that pace. */
const mostAMinute = 240;

/**
 * Certificates for whoever has their address: `/certificates/<id>` as a page, or as the signed credential for whoever
 * asks for JSON or adds `.json`; `.png` as a picture. Beside them what a verifier needs: the key, and the lists of the
 * revoked. It asks for nothing, and answers the same for every address at which there is nothing.
 */
export function certificateRoutes(options: CertificateOptions): Hono<Env> {
  const { archive, clock, timeZone } = options;
  const css = styleSheet(new URL('../pages/paper.css', import.meta.url));
  const app = new Hono<Env>();

  app.get('/certificates/page.css', (c) => served(css, c.req.header('accept-encoding'), forever));
  app.get('/.well-known/did.json', async (c) =>
    json(c, (await options.signer()).didDocument, 'application/json'),
  );
  app.get('/certificates/revoked/:list', async (c) => {
    const list = Number(c.req.param('list'));
    if (!Number.isSafeInteger(list) || list < 1 || list > 1_000_000) return missing(c);
    const { first, last } = placesOf(list);
    const places = await archive.revokedPlaces(first, last);
    const now = clock();
    const document = revokedListOf(list, places, now, options.issuer());
    return json(c, await (await options.signer()).sign(document, now), credentialType);
  });
  app.get('/certificates/:name', async (c) => {
    const from = addressOf(c.req.raw, c.env ?? {}, options.trustProxy);
    if ((await options.tally(`certificate:${from}`, minuteMs)) > mostAMinute)
      return sentence(c, 'tooMany', 429);
    const [id = '', form] = c.req.param('name').split('.', 2);
    if (!certificateId.test(id) || ![undefined, 'json', 'png'].includes(form)) return missing(c);
    const certificate = await find(id);
    if (certificate === undefined) return missing(c);
    if (form === 'png') return picture(certificate);
    if (form === 'json' || wantsJson(c)) {
      const document = credentialOf(certificate, options.issuer());
      return json(c, await (await options.signer()).sign(document, certificate.issuedAt), credentialType);
    }
    const words = certificateWords[certificate.earned.language];
    const about = { words, timeZone, path: `/certificates/${id}`, css: css.etag };
    return c.html(certificatePage(certificate, about), 200, briefly);
  });
  app.notFound(missing);
  app.onError((error, c) => {
    if (error instanceof StoreUnavailable) return sentence(c, 'away', 503);
    throw error;
  });
  return app;

  async function find(id: string): Promise<Certificate | undefined> {
    const kept = await archive.findCertificate(id);
    if (kept === undefined) return undefined;
    const { place, at, revokedAt, body } = kept;
    return { id, place, issuedAt: at, revokedAt, earned: readEarned(body) };
  }
  function picture(certificate: Certificate): Response {
    const words = certificateWords[certificate.earned.language];
    const url = `${options.issuer().publicUrl}/certificates/${certificate.id}`;
    const png = svgToPng(certificateSvg(certificate, { words, timeZone, url }), 1);
    return new Response(new Uint8Array(png), { headers: { 'content-type': 'image/png', ...briefly } });
  }
  function missing(c: Context<Env>): Response | Promise<Response> {
    return wantsJson(c) ? c.json({ error: 'not found' }, 404, briefly) : sentence(c, 'missing', 404);
  }
  function sentence(
    c: Context<Env>,
    which: 'missing' | 'tooMany' | 'away',
    status: 404 | 429 | 503,
  ): Response | Promise<Response> {
    const words = certificateWords[/^en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'vi'];
    return c.html(sentencePage(words, css.etag, words[which]), status, briefly);
  }
}

/** Revoking shows within a minute. */
const briefly = { ...pageHeaders, 'cache-control': 'public, max-age=60' };
const credentialType = 'application/vc+ld+json';

const json = (c: Context<Env>, document: object, type: string): Response =>
  c.body(JSON.stringify(document), 200, {
    ...briefly,
    'content-type': type,
    // A verifier in a browser asks from another site.
    'access-control-allow-origin': '*',
  });

const wantsJson = (c: Context<Env>): boolean => {
  const accept = c.req.header('accept') ?? '';
  return c.req.path.endsWith('.json') || (/json/i.test(accept) && !/text\/html/i.test(accept));
};
