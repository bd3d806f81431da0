import type { Forecast } from './reviewing-life.ts';

export type Bin = { predicted: number; recalled: number; right: number; n: number };

const width = 0.05;
/** A point of fewer answers says nothing. */
const fewest = 50;

/** Forecasts in steps of 5 %, with what came of them. */
export function calibrationOf(forecasts: readonly Forecast[]): Bin[] {
  const bins = new Map<number, Forecast[]>();
  for (const forecast of forecasts) {
    const step = Math.min(Math.floor(forecast.predicted / width), 1 / width - 1);
    bins.set(step, [...(bins.get(step) ?? []), forecast]);
  }
  const mean = (list: readonly number[]): number => list.reduce((sum, it) => sum + it, 0) / list.length;
  return [...bins]
    .sort(([one], [other]) => one - other)
    .filter(([, own]) => own.length >= fewest)
    .map(([, own]) => ({
      predicted: mean(own.map(({ predicted }) => predicted)),
      recalled: mean(own.map(({ recalled }) => recalled)),
      right: mean(own.map(({ isRight }) => (isRight ? 1 : 0))),
      n: own.length,
    }));
}

const size = 440;
const edge = 64;
const at = (share: number): number => edge + share * (size - edge - 16);
const x = (share: number): string => at(share).toFixed(1);
const y = (share: number): string => (size - at(share)).toFixed(1);

/** Predicted against what came: on the dashed line the forecast is exact. Filled: recalled; hollow: right, with guesses. */
export function calibrationPlot(bins: readonly Bin[]): string {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((share) => [
    `<text x="${x(share)}" y="${size - edge + 20}" text-anchor="middle">${share * 100}</text>`,
    `<text x="${edge - 10}" y="${Number(y(share)) + 4}" text-anchor="end">${share * 100}</text>`,
    `<path d="M${x(share)} ${y(0)}V${y(1)}M${x(0)} ${y(share)}H${x(1)}" stroke="#d8dde2"/>`,
  ]);
  const radius = (n: number): string => (2 + Math.min(7, Math.sqrt(n) / 14)).toFixed(1);
  const marks = bins.flatMap(({ predicted, recalled, right, n }) => [
    `<circle cx="${x(predicted)}" cy="${y(right)}" r="${radius(n)}" fill="#fff" stroke="#b45309" stroke-width="2"/>`,
    `<circle cx="${x(predicted)}" cy="${y(recalled)}" r="${radius(n)}" fill="#0b6e4f"/>`,
  ]);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}" font-family="sans-serif" font-size="13" fill="#1b1f24" role="img" aria-label="Predicted recall against simulated recall, in per cent">
<rect width="${size}" height="${size}" fill="#fff"/>
${ticks.join('\n')}
<path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" stroke="#57606a" stroke-dasharray="5 5"/>
${marks.join('\n')}
<text x="${x(0.5)}" y="${size - 16}" text-anchor="middle">predicted recall, %</text>
<text x="18" y="${y(0.5)}" text-anchor="middle" transform="rotate(-90 18 ${y(0.5)})">simulated, %</text>
<circle cx="${x(0.06)}" cy="${y(0.95)}" r="6" fill="#0b6e4f"/><text x="${x(0.1)}" y="${Number(y(0.95)) + 4}">recalled</text>
<circle cx="${x(0.06)}" cy="${y(0.88)}" r="6" fill="#fff" stroke="#b45309" stroke-width="2"/><text x="${x(0.1)}" y="${Number(y(0.88)) + 4}">right, guesses among them</text>
</svg>
`;
}
