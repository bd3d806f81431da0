/** One line of a plot: points in time, and what they are called. */
export type Line = { label: string; points: { minute: number; value: number }[] };

const width = 720;
const height = 320;
const left = 64;
const right = 24;
const top = 56;
const bottom = 48;
const ink = '#1b1f24';
const grey = '#d0d7de';
/** Told apart by dash as well as by colour. */
const styles = ['stroke="#0b6e4f"', 'stroke="#b45309" stroke-dasharray="6 4"'];

/** A plain line plot as SVG; the value axis begins at 0, so that growth cannot be drawn larger than it is. */
export function plot(title: string, unit: string, lines: Line[]): string {
  const points = lines.flatMap((line) => line.points);
  const lastMinute = Math.max(1e-9, ...points.map(({ minute }) => minute));
  const highest = roundUp(Math.max(1, ...points.map(({ value }) => value)));
  const x = (minute: number): number => left + (minute / lastMinute) * (width - left - right);
  const y = (value: number): number => height - bottom - (value / highest) * (height - top - bottom);
  const parts: string[] = [];
  for (let step = 0; step <= 4; step++) {
    const value = (highest * step) / 4;
    parts.push(
      `<line x1="${left}" x2="${width - right}" y1="${round(y(value))}" y2="${round(y(value))}" stroke="${grey}"/>`,
      `<text x="${left - 8}" y="${round(y(value) + 4)}" text-anchor="end">${round(value)}</text>`,
    );
    const minute = (lastMinute * step) / 4;
    parts.push(
      `<text x="${round(x(minute))}" y="${height - bottom + 20}" text-anchor="middle">${round(minute)}</text>`,
    );
  }
  for (const [place, line] of lines.entries()) {
    const path = line.points.map(({ minute, value }) => `${round(x(minute))},${round(y(value))}`).join(' ');
    const style = styles[place % styles.length];
    parts.push(
      `<polyline fill="none" stroke-width="2" ${style} points="${path}"/>`,
      `<line x1="${left + place * 240}" x2="${left + place * 240 + 28}" y1="42" y2="42" stroke-width="2" ${style}/>`,
      `<text x="${left + place * 240 + 36}" y="46">${escapeXml(line.label)}</text>`,
    );
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13" fill="${ink}" role="img" aria-label="${escapeXml(title)}">
<rect width="${width}" height="${height}" fill="#ffffff"/>
<text x="${left}" y="24" font-size="15" font-weight="600">${escapeXml(title)}</text>
<text x="${width - right}" y="${height - 8}" text-anchor="end">minutes</text>
<text x="${left - 8}" y="${top - 8}" text-anchor="end">${escapeXml(unit)}</text>
${parts.join('\n')}
</svg>
`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The next of 1, 2, 4, 5 or 8 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 5, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
