import { create } from 'qrcode';

/** White round the code without which phones do not find it, in squares. */
const quietZone = 4;

/**
 * A QR code as SVG that scales to its frame: black on white whatever surrounds it.
 * @param alt what it opens, for those who cannot see it; must be escaped
 */
export function qrCode(text: string, alt: string): string {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const side = modules.size + 2 * quietZone;
  const rows = Array.from({ length: modules.size }, (_, y) =>
    Array.from({ length: modules.size }, (_, x) =>
      modules.get(y, x) === 0 ? '' : `M${x + quietZone} ${y + quietZone}h1v1h-1z`,
    ).join(''),
  );
  return `<svg class="qr" viewBox="0 0 ${side} ${side}" role="img" aria-label="${alt}" shape-rendering="crispEdges" xmlns="http://www.w3.org/2000/svg"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${rows.join('')}"/></svg>`;
}
