import { z } from 'zod';

/**
 * A strict reader of xAPI statements: whatever it lets pass, a conforming store takes. Where the standard
 * allows two spellings it may want the one we use. Unknown properties, nulls and empty lists are refused.
 * Source: xAPI 1.0.3 Data, and IEEE 9274.1.1 as the ADL conformance tests state it.
 */

/** RFC 3987 in outline: a scheme, then anything that no address may be without. */
const iri = z.string().regex(/^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i);
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i);
/** RFC 5646, without registered names. */
const languageTag = z
  .string()
  .regex(
    /^([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8}|x(?=-))(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-?x(-[a-z0-9]{1,8})+)?$/i,
  );
const languageMap = z.record(languageTag, z.string());
/** ISO 8601; weeks stand alone. */
const duration = z
  .string()
  .regex(
    /^P(?!$)(\d+(\.\d+)?W|(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?D)?(T(?=\d)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?)$/,
  );
const timestamp = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[T ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)$/i,
  )
  .refine((text) => !/-00(:?00)?$/.test(text), 'an offset of minus zero says nothing');
const extensions = z.record(iri, z.unknown());

const account = z.strictObject({ homePage: iri, name: z.string() });
const identifiers = {
  mbox: z
    .string()
    .regex(/^mailto:[^\s@]+@[^\s@]+$/)
    .optional(),
  mbox_sha1sum: z
    .string()
    .regex(/^[0-9a-f]{40}$/i)
    .optional(),
  openid: iri.optional(),
  account: account.optional(),
};
const identifierNames = ['mbox', 'mbox_sha1sum', 'openid', 'account'] as const;
const countOf = (who: object): number => identifierNames.filter((name) => name in who).length;

const agent = z
  .strictObject({ objectType: z.literal('Agent').optional(), name: z.string().optional(), ...identifiers })
  .refine((who) => countOf(who) === 1, 'exactly one identifier');
const group = z
  .strictObject({
    objectType: z.literal('Group'),
    name: z.string().optional(),
    member: z.array(agent).optional(),
    ...identifiers,
  })
  .refine(
    (who) => countOf(who) === 1 || (countOf(who) === 0 && (who.member?.length ?? 0) > 0),
    'one identifier, or members',
  );
const actor = z.union([agent, group]);

const verb = z.strictObject({ id: iri, display: languageMap.optional() });

const component = z
  .array(z.strictObject({ id: z.string(), description: languageMap.optional() }))
  .refine((list) => new Set(list.map((entry) => entry.id)).size === list.length, 'each id once');
const interactionTypes = [
  'true-false',
  'choice',
  'fill-in',
  'long-fill-in',
  'matching',
  'performance',
  'sequencing',
  'likert',
  'numeric',
  'other',
] as const;
/** Which lists of components an interaction of a type may carry. */
const componentsOf: Partial<Record<(typeof interactionTypes)[number], string[]>> = {
  choice: ['choices'],
  sequencing: ['choices'],
  likert: ['scale'],
  matching: ['source', 'target'],
  performance: ['steps'],
};
const definition = z
  .strictObject({
    name: languageMap.optional(),
    description: languageMap.optional(),
    type: iri.optional(),
    moreInfo: iri.optional(),
    extensions: extensions.optional(),
    interactionType: z.enum(interactionTypes).optional(),
    correctResponsesPattern: z.array(z.string()).optional(),
    choices: component.optional(),
    scale: component.optional(),
    source: component.optional(),
    target: component.optional(),
    steps: component.optional(),
  })
  .refine((it) => {
    const carried = ['choices', 'scale', 'source', 'target', 'steps'].filter((name) => name in it);
    if (it.interactionType === undefined)
      return carried.length === 0 && it.correctResponsesPattern === undefined;
    const allowed = componentsOf[it.interactionType] ?? [];
    return carried.every((name) => allowed.includes(name));
  }, 'components that fit the interaction');
const activity = z.strictObject({
  objectType: z.literal('Activity').optional(),
  id: iri,
  definition: definition.optional(),
});
const statementRef = z.strictObject({ objectType: z.literal('StatementRef'), id: uuid });

const score = z
  .strictObject({
    scaled: z.number().min(-1).max(1).optional(),
    raw: z.number().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  })
  .refine(
    ({ raw, min, max }) =>
      (min === undefined || max === undefined || min < max) &&
      (raw === undefined || ((min === undefined || raw >= min) && (max === undefined || raw <= max))),
    'min ≤ raw ≤ max',
  );
const result = z.strictObject({
  score: score.optional(),
  success: z.boolean().optional(),
  completion: z.boolean().optional(),
  response: z.string().optional(),
  duration: duration.optional(),
  extensions: extensions.optional(),
});

const activities = z.union([z.array(activity), activity]);
const relevantTypes = z.array(iri).min(1).optional();
const contextFields = {
  registration: uuid.optional(),
  instructor: actor.optional(),
  team: group.optional(),
  contextActivities: z
    .strictObject({
      parent: activities.optional(),
      grouping: activities.optional(),
      category: activities.optional(),
      other: activities.optional(),
    })
    .optional(),
  contextAgents: z
    .array(z.strictObject({ objectType: z.literal('contextAgent'), agent, relevantTypes }))
    .optional(),
  contextGroups: z
    .array(z.strictObject({ objectType: z.literal('contextGroup'), group, relevantTypes }))
    .optional(),
  revision: z.string().optional(),
  platform: z.string().optional(),
  language: languageTag.optional(),
  statement: statementRef.optional(),
  extensions: extensions.optional(),
};
const context = z.strictObject(contextFields);

const attachment = z.strictObject({
  usageType: iri,
  display: languageMap,
  description: languageMap.optional(),
  contentType: z.string().regex(/^[\w.+-]+\/[\w.+-]+(\s*;.*)?$/),
  length: z.int().min(0),
  sha2: z.string().regex(/^[0-9a-f]{56,128}$/i),
  fileUrl: iri.optional(),
});

const isActivity = (object: { objectType?: string | undefined }): boolean =>
  object.objectType === undefined || object.objectType === 'Activity';
type Placed = {
  object: { objectType?: string | undefined };
  context?: { revision?: unknown; platform?: unknown } | undefined;
};
/** Revision and platform speak of an activity. */
const fits = ({ object, context }: Placed): boolean =>
  isActivity(object) || (context?.revision === undefined && context?.platform === undefined);

const said = {
  actor,
  verb,
  result: result.optional(),
  context: context.optional(),
  timestamp: timestamp.optional(),
  attachments: z.array(attachment).optional(),
};
const agentObject = z.union([
  agent.refine((it) => it.objectType === 'Agent', 'an agent as object says so'),
  group,
]);
const subStatement = z
  .strictObject({
    objectType: z.literal('SubStatement'),
    ...said,
    object: z.union([agentObject, statementRef, activity]),
  })
  .refine(fits, 'revision and platform only with an activity');

const voided = 'http://adlnet.gov/expapi/verbs/voided';
/** Who vouches for a statement: an agent, or the two of OAuth. */
const authority = z.union([
  agent,
  group.refine(
    (it) => countOf(it) === 0 && it.member?.length === 2,
    'a group as authority has two members and no identifier',
  ),
]);
const statement = z
  .strictObject({
    id: uuid.optional(),
    ...said,
    object: z.union([agentObject, statementRef, subStatement, activity]),
    stored: timestamp.optional(),
    authority: authority.optional(),
    version: z
      .string()
      .regex(/^(1\.0|2\.0)(\.\d+)?$/)
      .optional(),
  })
  .refine(fits, 'revision and platform only with an activity')
  .refine(
    (it) => it.verb.id !== voided || it.object.objectType === 'StatementRef',
    'what is voided is a statement',
  );

/** What keeps a value from being a statement; undefined when it is one. */
export function statementProblem(value: unknown): string | undefined {
  const read = statement.safeParse(value);
  if (read.success) return undefined;
  const [first] = read.error.issues;
  return `${first?.path.join('.') || 'statement'}: ${first?.message ?? 'not a statement'}`;
}
