import { create } from 'qrcode';
import type { Certificate } from './certificate.ts';
import type { CertificateWords } from './words/vi.ts';

const width = 1_200;
const height = 850;
const font = 'Be Vietnam Pro';

/**
 * A certificate as a picture to print or to show, with the code that leads to its page. Plain on purpose: no arms, no
 * seal, nothing that looks like the State's.
 * @param url of the certificate's page
 */
export function certificateSvg(
  { earned, issuedAt }: Certificate,
  about: { words: CertificateWords; timeZone: string; url: string },
): string {
  const { words, timeZone, url } = about;
  const line = (y: number, size: number, text: string, more = ''): string =>
    `<text x="90" y="${y}" font-size="${size}" ${more}>${escaped(text)}</text>`;
  const titles = wrapped(words.title(earned), 36);
  const criteria = wrapped(words.criteria(earned), 58);
  const notState = wrapped(words.notState, 92);
  const belowTitle = 250 + titles.length * 62;
  const quiet = 'fill="#4a5550"';
  const parts = [
    line(130, 34, words.name, 'font-weight="600" fill="#0b6e4f"'),
    line(180, 28, words.heading, quiet),
    ...titles.map((text, place) => line(275 + place * 62, 50, text, 'font-weight="600"')),
    ...(earned.holder === undefined ? [] : [line(belowTitle + 40, 34, words.holder(earned.holder))]),
    ...criteria.map((text, place) => line(belowTitle + 105 + place * 36, 25, text, quiet)),
    line(650, 27, words.issuedOn(words.day(issuedAt, timeZone))),
    line(690, 27, words.issuedBy(earned.operator ?? words.noAgency)),
    ...notState.map((text, place) => line(755 + place * 30, 21, text, quiet)),
    codeOf(url, 930, 470, 190),
    `<text x="1025" y="695" font-size="21" text-anchor="middle" ${quiet}>${escaped(words.scan)}</text>`,
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}" fill="#1b1f24"><rect width="${width}" height="${height}" fill="#ffffff"/><rect x="30" y="30" width="${width - 60}" height="${height - 60}" rx="24" fill="none" stroke="#0b6e4f" stroke-width="6"/>${parts.join('')}</svg>`;
}

/** A QR code as one path. */
function codeOf(text: string, x: number, y: number, size: number): string {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const unit = size / modules.size;
  const dark = Array.from({ length: modules.size * modules.size }, (_, place) => place)
    .filter((place) => modules.data[place] === 1)
    .map((place) => `M${place % modules.size} ${Math.floor(place / modules.size)}h1v1h-1z`);
  return `<path transform="translate(${x} ${y}) scale(${unit})" shape-rendering="crispEdges" d="${dark.join('')}"/>`;
}

/** Lines of at most so many letters, cut between words. */
function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
