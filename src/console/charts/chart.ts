import { createRequire } from 'node:module';
import type { EChartsOption } from 'echarts';
import { asMarkup } from './svg-markup.ts';

/** What a chart shows, as Apache ECharts reads it. Movement and what happens under a mouse are left out of it. */
export type ChartOption = EChartsOption;

export type ChartSize = { width: number; height: number };
/** What a screen reader says: the name of the chart, and its figures in a sentence. */
export type ChartText = { title?: string; description?: string };

/** Green, amber and greys of our pages; a pattern or a label always says the same as the colour. */
export const chartColours = {
  ink: '#1b1f24',
  quiet: '#4a5550',
  line: '#c4ccc8',
  soft: '#f2f5f4',
  green: '#0b6e4f',
  paleGreen: '#7fbfa8',
  amber: '#b45309',
  red: '#b42318',
  grey: '#8b9691',
} as const;

/** Pages use what the reader's system has; pictures carry the first of these with them. */
export const chartFont = 'Be Vietnam Pro, system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, sans-serif';

/**
 * A chart as SVG that may stand in a page under our content policy: no inline style, no script, and in an `<img>` as
 * well. ECharts is loaded by the first who asks (some 100 ms); a chart then takes a few milliseconds.
 * @param size in CSS pixels; the drawing shrinks to the width it is given
 */
export function chartSvg(
  option: ChartOption,
  { width, height, title, description }: ChartSize & ChartText,
): string {
  const chart = echarts().init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ ...shared, ...option, animation: false });
    return asMarkup(chart.renderToSVGString(), { width, height, title, description });
  } finally {
    // Else it keeps the process from ending.
    chart.dispose();
  }
}

const shared: ChartOption = {
  backgroundColor: '#ffffff',
  color: [
    chartColours.green,
    chartColours.amber,
    chartColours.grey,
    chartColours.paleGreen,
    chartColours.red,
  ],
  textStyle: { fontFamily: chartFont, fontSize: 14, color: chartColours.ink },
  silent: true,
} as ChartOption;

type Echarts = Pick<typeof import('echarts'), 'init'>;
let loaded: Echarts | undefined;

/** Only what we draw: bars, lines, points, their axes. */
function echarts(): Echarts {
  if (loaded !== undefined) return loaded;
  const load = createRequire(import.meta.url);
  const core: typeof import('echarts/core') = load('echarts/core');
  const charts: typeof import('echarts/charts') = load('echarts/charts');
  const components: typeof import('echarts/components') = load('echarts/components');
  const renderers: typeof import('echarts/renderers') = load('echarts/renderers');
  const { BarChart, LineChart, ScatterChart, CustomChart } = charts;
  const { GridComponent, LegendComponent, MarkLineComponent, MarkAreaComponent, DatasetComponent } =
    components;
  core.use([BarChart, LineChart, ScatterChart, CustomChart]);
  core.use([GridComponent, LegendComponent, MarkLineComponent, MarkAreaComponent, DatasetComponent]);
  core.use([components.TitleComponent, components.AriaComponent, renderers.SVGRenderer]);
  loaded = core as unknown as Echarts;
  return loaded;
}
