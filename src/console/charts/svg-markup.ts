/**
 * What ECharts draws, as markup that may stand inside a page: its inline styles become attributes, which our content
 * policy lets pass, and what serves only a mouse goes. It shrinks to the room there is, and says its name to a
 * screen reader, of which the single letters of the drawing say nothing.
 */
export function asMarkup(
  svg: string,
  about: { width: number; height: number; title: string | undefined; description: string | undefined },
): string {
  const { width, height, title, description } = about;
  const body = svg
    .replace(/^<svg[^>]*>/, '')
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_\w+|pointer-events|xml:space)="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) => attributes(style));
  const said = [title, description].filter((text) => text !== undefined && text !== '').join('. ');
  const named = said === '' ? ' aria-hidden="true"' : ` role="img" aria-label="${escaped(said)}"`;
  const titled = title === undefined ? '' : `<title>${escaped(title)}</title>`;
  const described = description === undefined ? '' : `<desc>${escaped(description)}</desc>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" class="chart"${named}>${titled}${described}${body}`;
}

const known = /^(font-(?:size|family|weight|style)|fill|stroke|opacity|dominant-baseline|text-anchor)$/;

function attributes(style: string): string {
  return style
    .split(';')
    .map((part) => part.split(':').map((it) => it.trim()))
    .filter(([name = '', value = '']) => known.test(name) && value !== '')
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
