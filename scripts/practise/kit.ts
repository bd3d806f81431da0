/**
 * A small drawing kit for practise screens: a phone of our own, 360 x 640, in calm flat shapes. Nothing here looks
 * like any real app. Every function gives a piece of SVG; places to tap carry a numbered badge.
 */

export const width = 360;
export const height = 640;

export const ink = '#1b1f24';
export const grey = '#5b6670';
export const line = '#c9d1d6';
export const pale = '#f1f4f5';
export const green = '#0b6e4f';
export const paleGreen = '#e3f2ec';
export const amber = '#b45309';
export const paleAmber = '#fdf1e0';
export const red = '#b42318';
export const paleRed = '#fbe9e7';
export const white = '#ffffff';

type TextStyle = { size?: number; bold?: boolean; fill?: string; anchor?: 'start' | 'middle' | 'end' };

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** One line of words; `y` is its base line. */
export function say(x: number, y: number, words: string, style: TextStyle = {}): string {
  const { size = 16, bold = false, fill = ink, anchor = 'start' } = style;
  const weight = bold ? 600 : 400;
  return `<text x="${x}" y="${y}" font-family="Be Vietnam Pro" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

/** Several lines below each other. */
export const sayLines = (x: number, y: number, lines: readonly string[], style: TextStyle = {}): string =>
  lines.map((words, at) => say(x, y + at * Math.round((style.size ?? 16) * 1.45), words, style)).join('');

type BoxStyle = { fill?: string; stroke?: string; round?: number; thick?: number };

export function box(x: number, y: number, w: number, h: number, style: BoxStyle = {}): string {
  const { fill = white, stroke = line, round = 12, thick = 1.5 } = style;
  return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${round}" fill="${fill}" stroke="${stroke}" stroke-width="${thick}"/>`;
}

export const dot = (x: number, y: number, r: number, fill: string, stroke = 'none'): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" stroke="${stroke}" stroke-width="2"/>`;

/** Strokes of a drawing; `fill` for closed shapes. */
export const stroke = (path: string, colour = ink, thick = 2.5, fill = 'none'): string =>
  `<path d="${path}" fill="${fill}" stroke="${colour}" stroke-width="${thick}" stroke-linecap="round" stroke-linejoin="round"/>`;

export const rule = (y: number, from = 24, to = 336): string => stroke(`M${from} ${y}H${to}`, line, 1.5);

type ButtonStyle = { fill?: string; words?: string; stroke?: string; size?: number };

/** A button with its label in the middle. */
export function button(x: number, y: number, w: number, label: string, style: ButtonStyle = {}): string {
  const { fill = green, words = white, size = 16 } = style;
  return (
    box(x, y, w, 46, { fill, stroke: style.stroke ?? fill, round: 23 }) +
    say(x + w / 2, y + 29, label, { bold: true, fill: words, anchor: 'middle', size })
  );
}

/** A quiet button: white with an edge. */
export const quiet = (x: number, y: number, w: number, label: string): string =>
  button(x, y, w, label, { fill: white, words: ink, stroke: grey });

/** A field of a form, its name above it. */
export const field = (x: number, y: number, w: number, name: string, value: string): string =>
  say(x, y, name, { size: 14, fill: grey }) +
  box(x, y + 8, w, 42, { round: 8, stroke: grey }) +
  say(x + 12, y + 35, value);

/** The number of a place to tap: an amber badge with a white ring. */
export const mark = (place: number, x: number, y: number): string =>
  dot(x, y, 15, amber, white) +
  say(x, y + 6.5, String(place), { size: 18, bold: true, fill: white, anchor: 'middle' });

/** A switch, on or off. */
export const toggle = (x: number, y: number, isOn: boolean): string =>
  box(x, y, 46, 26, { fill: isOn ? green : line, stroke: isOn ? green : line, round: 13 }) +
  dot(isOn ? x + 33 : x + 13, y + 13, 10, white);

/** The browser's line with an address; a lock stands before it as on any page, real or false. */
export const addressBar = (y: number, address: string): string =>
  box(24, y, 312, 42, { fill: pale, round: 21 }) +
  padlock(44, y + 21) +
  say(62, y + 27, address, { size: 15 });

export const padlock = (x: number, y: number, colour = grey): string =>
  stroke(`M${x - 4} ${y - 2}v-4a4 4 0 0 1 8 0v4`, colour, 2) +
  box(x - 7, y - 2, 14, 10, { fill: colour, stroke: colour, round: 2 });

export const shield = (x: number, y: number, colour = green): string =>
  stroke(`M${x} ${y - 20}l17 6v12c0 11-7 19-17 23c-10-4-17-12-17-23v-12z`, colour, 3, white) +
  stroke(`M${x - 7} ${y}l5 6l10-11`, colour, 3);

/** Head and shoulders. */
export const person = (x: number, y: number, r: number, skin = '#e8c9a8', clothes = green): string =>
  dot(x, y, r, pale) +
  stroke(
    `M${x - r * 0.68} ${y + r * 0.72}a${r * 0.7} ${r * 0.62} 0 0 1 ${r * 1.36} 0z`,
    clothes,
    1,
    clothes,
  ) +
  dot(x, y - r * 0.22, r * 0.36, skin) +
  stroke(
    `M${x - r * 0.36} ${y - r * 0.26}a${r * 0.36} ${r * 0.38} 0 0 1 ${r * 0.72} 0q${-r * 0.36} ${-r * 0.22} ${-r * 0.72} 0z`,
    ink,
    1,
    ink,
  );

/** The receiver of a telephone; turned for hanging up. */
export const receiver = (x: number, y: number, isDown: boolean): string =>
  `<g transform="translate(${x} ${y}) rotate(${isDown ? 135 : 0})">${stroke('M-9 -11c-4 3-3 9 3 15s12 8 15 4l-5-6l-4 2c-3-1-6-4-7-7l3-4z', white, 1, white)}</g>`;

/** Looks like a QR code and is none: no reader finds anything in it. */
export function qr(x: number, y: number, size: number): string {
  const cells = 17;
  const cell = size / cells;
  let state = 7;
  const squares: string[] = [];
  const isEye = (c: number, r: number): boolean =>
    (c < 6 && r < 6) || (c > cells - 7 && r < 6) || (c < 6 && r > cells - 7);
  for (let r = 0; r < cells; r++) {
    for (let c = 0; c < cells; c++) {
      state = (state * 16_807) % 2_147_483_647;
      if (!isEye(c, r) && state % 2 === 0)
        squares.push(`M${x + c * cell} ${y + r * cell}h${cell}v${cell}h-${cell}z`);
    }
  }
  const eye = (c: number, r: number): string =>
    box(x + (c + 0.4) * cell, y + (r + 0.4) * cell, cell * 4.2, cell * 4.2, {
      stroke: ink,
      thick: cell * 0.8,
      round: 1,
    }) +
    box(x + (c + 1.6) * cell, y + (r + 1.6) * cell, cell * 1.8, cell * 1.8, {
      fill: ink,
      stroke: ink,
      round: 0,
    });
  return `<path d="${squares.join('')}" fill="${ink}"/>${eye(0, 0)}${eye(cells - 5, 0)}${eye(0, cells - 5)}`;
}

/** What somebody wrote, in a bubble. */
export function bubble(y: number, lines: readonly string[], height_: number): string {
  return box(24, y, 286, height_, { fill: pale, stroke: pale, round: 16 }) + sayLines(40, y + 30, lines);
}

/** The bar at a screen's top with the name of the app or page. */
export const titleBar = (title: string): string =>
  stroke('M34 75l-8 8l8 8', ink, 2.5) + say(50, 89, title, { size: 18, bold: true }) + rule(108, 12, 348);

/** The whole phone around what it shows. */
export function phone(...shown: readonly string[]): string {
  const body = [
    box(0, 0, width, height, { fill: '#e7ecea', stroke: '#e7ecea', round: 0 }),
    box(7, 7, 346, 626, { stroke: ink, thick: 3, round: 30 }),
    say(32, 40, '9:41', { size: 14, bold: true }),
    stroke('M288 38v-2M294 38v-5M300 38v-8M306 38v-11', ink, 3),
    box(314, 28, 20, 11, { stroke: ink, round: 3 }),
    box(316, 30, 13, 7, { fill: ink, stroke: ink, round: 1 }),
    ...shown,
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body.join('')}</svg>`;
}
