/** Lines of a comma-separated file with their numbers; blank lines are left out, `"a ""b"", c"` is one cell. */
export function csvRows(source: string): { line: number; cells: string[] }[] {
  return source
    .split('\n')
    .map((row, index) => ({ line: index + 1, row: row.trim() }))
    .filter(({ row }) => row !== '')
    .map(({ line, row }) => ({ line, cells: csvCells(row) }));
}

function csvCells(row: string): string[] {
  const cells = row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return [...cells].map(([, quoted, bare]) => (quoted?.replaceAll('""', '"') ?? bare ?? '').trim());
}
