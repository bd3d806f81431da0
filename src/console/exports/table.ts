/**
 * A table as people take it home. Cells are plain values; how a share or a figure is written is the file's matter,
 * so that a spreadsheet can go on reckoning with it.
 */
export type ExportTable = {
  /** Of the file, without ending: small letters, digits, hyphens, `cau-hoi-2026-11`. */
  name: string;
  columns: { key: string; label: string }[];
  /** A cell per column. `null`: not measured, or too few people to show. */
  rows: ExportCell[][];
};
export type ExportCell = string | number | null;

export const exportFormats = ['csv', 'xlsx', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What stands on everything that simulated people did. */
export const simulatedMark = 'DỮ LIỆU MÔ PHỎNG';

/** The same table with the mark in every row, where copying and sorting leave it. */
export function marked({ name, columns, rows }: ExportTable): ExportTable {
  return {
    name: `mo-phong-${name}`,
    columns: [...columns, { key: 'simulated', label: simulatedMark }],
    rows: rows.map((row) => [...row, simulatedMark]),
  };
}
