import { svgToPng } from '../../pages/svg-picture.ts';
import { type ChartOption, type ChartSize, chartSvg } from './chart.ts';

/**
 * The same chart as a picture for a chat.
 * @param scale pixels of the picture to one of the chart's: 2 is sharp on a phone
 */
export function chartPng(option: ChartOption, size: ChartSize, scale = 2): Buffer {
  return svgToPng(chartSvg(option, size), scale);
}
