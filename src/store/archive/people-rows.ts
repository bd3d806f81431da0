/** Columns of the tables of people as the domain names them; both databases read and write them in this order. */
export const columnsOf = {
  people: {
    id: 'id',
    name: 'name',
    role: 'role',
    unit: 'unit',
    chat: 'chat',
    joinedAt: 'joined_at',
    revision: 'revision',
    revokedAt: 'revoked_at',
  },
  links: {
    hash: 'hash',
    purpose: 'purpose',
    opensIn: 'opens_in',
    role: 'role',
    unit: 'unit',
    name: 'name',
    person: 'person',
    madeBy: 'made_by',
    madeAt: 'made_at',
    expiresAt: 'expires_at',
    usedAt: 'used_at',
    usedIn: 'used_in',
    usedBy: 'used_by',
    withdrawnAt: 'withdrawn_at',
  },
  console_sessions: {
    hash: 'hash',
    person: 'person',
    revision: 'revision',
    openedAt: 'opened_at',
    seenAt: 'seen_at',
  },
  audit: {
    number: 'number',
    at: 'at',
    by: 'by_whom',
    did: 'did',
    to: 'to_what',
    unit: 'unit',
    note: 'note',
    from: 'from_where',
    hash: 'hash',
  },
} as const;
export type Table = keyof typeof columnsOf;

/** What to SELECT so that a row reads as the domain's object. @param of the table's name in the statement, with its dot */
export const selected = (table: Table, of = ''): string =>
  Object.entries(columnsOf[table])
    .map(([name, column]) => `${of}${column} AS "${name}"`)
    .join(', ');

/** A row as the domain's object: what is missing is undefined. */
export const present = <T>(row: object | undefined): T | undefined =>
  row === undefined
    ? undefined
    : (Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value ?? undefined])) as T);

/** An object's values in the order of its table's columns. */
export const valuesOf = (table: Table, object: object): (string | number | null)[] =>
  Object.keys(columnsOf[table]).map(
    (name) => ((object as Record<string, unknown>)[name] ?? null) as string | number | null,
  );

/** Writes a whole object; one of that key becomes this one. @param mark how the driver writes the n-th value, from 1 */
export function putting(table: Table, into: string, mark: (n: number) => string): string {
  const [key = '', ...others] = Object.values(columnsOf[table]);
  const marks = [key, ...others].map((_, place) => mark(place + 1)).join(', ');
  const changes = others.map((column) => `${column} = excluded.${column}`).join(', ');
  return `INSERT INTO ${into} (${[key, ...others].join(', ')}) VALUES (${marks})
    ON CONFLICT (${key}) DO UPDATE SET ${changes}`;
}

/** The same for a table that is only ever added to. */
export function adding(table: Table, into: string, mark: (n: number) => string): string {
  const columns = Object.values(columnsOf[table]);
  return `INSERT INTO ${into} (${columns.join(', ')}) VALUES (${columns.map((_, place) => mark(place + 1)).join(', ')})`;
}
