import { html, raw } from 'hono/html';
import { chartSvg } from '../charts/chart.ts';
import type { Markup } from '../layout.ts';
import type { FigureTable, Show } from './show.ts';

/** New people and people who finished a lesson, month by month, as bars; the table below holds the figures. */
export function monthsChart(table: FigureTable, show: Show): Markup | '' {
  if (table.rows.length < 2) return '';
  const { columns } = show.words.tables;
  const column = (at: number): (number | null)[] =>
    table.rows.map(({ cells }) => {
      const cell = cells[at];
      return cell !== undefined && 'tens' in cell && cell.tens !== 'few' ? cell.tens : null;
    });
  const svg = chartSvg(
    {
      legend: { top: 0 },
      grid: { left: 60, right: 10, top: 40, bottom: 30 },
      xAxis: { type: 'category', data: table.rows.map(({ label }) => label) },
      yAxis: { type: 'value', minInterval: 10, axisLabel: { formatter: (n: number) => show.number(n) } },
      series: [
        { name: columns.joined, type: 'bar', data: column(0) },
        {
          name: columns.monthFinished,
          type: 'bar',
          data: column(1),
          itemStyle: { decal: { symbol: 'rect', dashArrayX: [2, 0], dashArrayY: [3, 4], rotation: 0.8 } },
        },
      ],
    },
    { width: 900, height: 280, title: table.caption },
  );
  return html`<div class="figure">${raw(svg)}</div>`;
}
