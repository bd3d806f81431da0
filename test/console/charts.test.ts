import { describe, expect, test } from 'vitest';
import { chartSvg } from '../../src/console/charts/chart.ts';
import { chartPng } from '../../src/console/charts/chart-png.ts';

const bars = (names: string[]) => ({
  xAxis: { type: 'category' as const, data: names },
  yAxis: { type: 'value' as const },
  series: [{ type: 'bar' as const, data: names.map((_, place) => place + 1), label: { show: true } }],
});

describe('charts', () => {
  test('a chart stands in a page under our content policy: no inline style, no script, and a name', () => {
    const svg = chartSvg(bars(['Mật khẩu', 'Ví điện tử']), {
      width: 400,
      height: 200,
      title: 'Câu "dễ" & khó',
      description: '2 câu <b>',
    });
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-label="Câu &quot;dễ&quot; &amp; khó\. 2 câu &lt;b&gt;">/);
    expect(svg).toContain('<title>Câu &quot;dễ&quot; &amp; khó</title>');
    expect(svg).not.toMatch(/ style=|<style|<script| on\w+=/);
    expect(svg).toContain('font-family="Be Vietnam Pro,');
    expect(svg).toContain('Mật khẩu');
  });

  test('what an author or a learner wrote is text in a chart', () => {
    const svg = chartSvg(bars(['<script>alert(1)</script>', '"><img src=x onerror=y>']), {
      width: 400,
      height: 200,
    });
    expect(svg).not.toMatch(/<script|<img/);
    expect(svg).toContain('&lt;script&gt;');
  });

  test('two charts of one page share no id', () => {
    const ids = (svg: string): string[] => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);
    const clipped = {
      ...bars(['a', 'b']),
      series: [{ type: 'line' as const, data: [1, 2], clip: true, areaStyle: {} }],
    };
    const [one, other] = [clipped, clipped].map((option) =>
      ids(chartSvg(option, { width: 300, height: 200 })),
    );
    expect((one ?? []).filter((id) => other?.includes(id))).toEqual([]);
  });

  test('a picture draws Vietnamese letters by our own font: each of them differs from a missing glyph', () => {
    const drawn = (letter: string): string =>
      chartPng(bars([letter.repeat(4)]), { width: 200, height: 120 }, 1).toString('base64');
    const missing = drawn('\u{10ffff}');
    const letters = ['ạ', 'ậ', 'ệ', 'ở', 'ữ', 'đ', 'Ứ', 'ỹ', 'ẳ', 'Ặ'];
    const pictures = letters.map(drawn);
    expect(pictures).not.toContain(missing);
    expect(new Set(pictures).size).toBe(letters.length);
    expect(
      chartPng(bars(['ạ']), { width: 200, height: 120 })
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });
});
