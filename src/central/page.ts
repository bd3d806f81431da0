import type { Statement } from './statement-book.ts';

/** One statement as a person reads it. */
export function rowOf(statement: Statement): {
  when: string;
  who: string;
  did: string;
  what: string;
  result: string;
} {
  const at = (path: string): unknown =>
    path
      .split('.')
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], statement);
  const verb =
    String(at('verb.id') ?? '')
      .split('/')
      .at(-1) ?? '';
  const texts = (at('object.definition.description') ?? at('object.definition.name') ?? {}) as Record<
    string,
    string
  >;
  const score = at('result.score') as { raw: number; max: number } | undefined;
  const response = at('result.response');
  return {
    when: String(statement.timestamp ?? ''),
    who: String(at('actor.account.name') ?? ''),
    did: verb,
    what: Object.values(texts)[0] ?? String(at('object.id') ?? ''),
    result: [
      response === undefined ? '' : `“${String(response)}”`,
      score === undefined ? '' : `${score.raw}/${score.max}`,
    ]
      .filter((part) => part !== '')
      .join(' '),
  };
}

/** The page that shows statements arriving; it looks again every two seconds. */
export function pageOf(statements: Statement[]): string {
  const safe = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const rows = [...statements]
    .reverse()
    .slice(0, 500)
    .map(
      (statement) =>
        `<tr>${Object.values(rowOf(statement))
          .map((cell) => `<td>${safe(cell)}</td>`)
          .join('')}</tr>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2"><title>Bản giả lập · stand-in</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;margin:1.5rem;color:#1b1f24;background:#fff}
strong{display:block;border:2px solid #b45309;border-radius:.5rem;padding:.6rem .9rem;color:#7c3a06}
table{border-collapse:collapse;width:100%;margin-top:1rem}td,th{text-align:left;padding:.4rem .7rem;border-bottom:1px solid #c4ccc8;vertical-align:top;overflow-wrap:anywhere}</style></head>
<body><strong>Bản giả lập để xem thử, không phải hệ thống trung tâm.<br>A stand-in to try things with, not the central API.</strong>
<h1>${statements.length} statements</h1>
<table><thead><tr><th>Lúc · when</th><th>Ai · who</th><th>Việc · did</th><th>Gì · what</th><th>Kết quả · result</th></tr></thead>
<tbody>
${rows}
</tbody></table></body></html>
`;
}
