import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const fontFile = (name: string): string => fileURLToPath(new URL(`./fonts/${name}.ttf`, import.meta.url));
/** Be Vietnam Pro, SIL Open Font License 1.1; a bare server may have no font at all. */
const fontFiles = [fontFile('be-vietnam-pro-400'), fontFile('be-vietnam-pro-600')];

/**
 * Any SVG of ours as a PNG. The letters are drawn by a font of our own, so Vietnamese reads the same on every server.
 * @param scale pixels of the picture to one of the drawing's: 2 is sharp on a phone
 */
export function svgToPng(svg: string, scale = 2): Buffer {
  const drawn = new (resvg().Resvg)(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: scale },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Be Vietnam Pro' },
  });
  return drawn.render().asPng();
}

let loaded: typeof import('@resvg/resvg-js') | undefined;
/** Loaded by the first who asks: a native module that most processes never need. */
function resvg(): typeof import('@resvg/resvg-js') {
  loaded ??= createRequire(import.meta.url)('@resvg/resvg-js') as typeof import('@resvg/resvg-js');
  return loaded;
}
