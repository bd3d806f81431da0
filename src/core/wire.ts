/** The form in which records are kept: positional arrays of what msgpack knows. */
export type Wire = unknown[];

/** What is rarely there stands last and costs nothing when it is not. */
export function withoutEnd(wire: Wire): Wire {
  while (wire.at(-1) === null) wire.pop();
  return wire;
}

/** null stands for undefined, and so does an array's missing end. */
export const orNull = <T>(value: T | undefined): T | null => value ?? null;
export const orUndefined = <T>(value: unknown): T | undefined => (value ?? undefined) as T | undefined;

/** `4.2` as 1026; an id of another form as it is. */
export function lessonCode(lesson: string): number | string {
  const match = /^([1-9]\d?)\.([1-9]\d?)$/.exec(lesson);
  return match === null ? lesson : Number(match[1]) * 256 + Number(match[2]);
}
export const lessonOf = (code: number | string): string =>
  typeof code === 'string' ? code : `${code >> 8}.${code & 255}`;

/** Eight hex digits as a number. */
export const versionCode = (version: string): number | string =>
  /^[0-9a-f]{8}$/.test(version) ? Number.parseInt(version, 16) : version;
export const versionOf = (code: number | string): string =>
  typeof code === 'string' ? code : code.toString(16).padStart(8, '0');
