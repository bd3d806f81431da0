import { readFileSync } from 'node:fs';
import { parse } from 'acorn';
import { describe, expect, test } from 'vitest';
import { pageLanguage } from '../../../src/channels/webchat/language.ts';
import { pageHtml } from '../../../src/channels/webchat/page.ts';
import { packed, pageFile } from '../../../src/pages/page-file.ts';

const script = readFileSync(new URL('../../../src/channels/webchat/page/app.js', import.meta.url), 'utf8');

describe('the page', () => {
  test('speaks a JavaScript that a browser on Android 8 reads', () => {
    expect(() => parse(script, { ecmaVersion: 2017, sourceType: 'script' })).not.toThrow();
    // What such a browser would not know, the parser refuses: the test can fail.
    expect(() => parse('try {} catch {}', { ecmaVersion: 2017, sourceType: 'script' })).toThrow();
    expect(script).not.toMatch(/\.flat\(|\.at\(|replaceAll|structuredClone|\?\.|\?\?/);
  });

  test('weighs at most 60 kB compressed with everything it loads', () => {
    const files = [
      ['app.css', 'text/css'],
      ['app.js', 'text/javascript'],
      ['icon.svg', 'image/svg+xml'],
    ].map(([name = '', type = '']) =>
      pageFile(new URL(`../../../src/channels/webchat/page/${name}`, import.meta.url), type),
    );
    const page = packed(Buffer.from(pageHtml('vi', undefined, { css: 'a', js: 'b' })), 'text/html');
    const bytes = [...files, page].reduce((sum, file) => sum + file.gzip.length, 0);
    expect(bytes).toBeLessThanOrEqual(60_000);
  });

  test('lets an operator’s name do no harm', () => {
    const html = pageHtml('vi', { name: '<script>alert(1)</script>' }, { css: 'a', js: 'b' });
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&lt;script&gt;');
  });

  test('loads nothing from elsewhere and runs nothing inline', () => {
    const html = pageHtml('en', undefined, { css: 'a', js: 'b' });
    expect(html).not.toMatch(/https?:\/\//);
    expect(html).not.toMatch(/ on[a-z]+=| style=/);
  });

  test.each([
    [undefined, 'vi'],
    ['vi-VN,vi;q=0.9,en;q=0.8', 'vi'],
    ['en-US,en;q=0.9', 'en'],
    ['fr', 'en'],
    ['en, vi;q=0', 'en'],
    ['*', 'vi'],
  ])('greets a browser that asks for %s in %s', (accept, language) => {
    expect(pageLanguage(accept)).toBe(language);
  });
});
