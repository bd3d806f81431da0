/** The method and the fields of a Bot API call: JSON, or a form where a picture is uploaded. */
export function methodAndFields(
  head: string,
  body: string,
): { method: string; fields: Record<string, unknown> } {
  const path = head.slice(head.indexOf(' ') + 1, head.indexOf(' ', head.indexOf(' ') + 1));
  const [name = '', query] = path.slice(path.lastIndexOf('/') + 1).split('?');
  if (body.startsWith('{')) return { method: name, fields: JSON.parse(body) as Record<string, unknown> };
  if (body === '') return { method: name, fields: Object.fromEntries(new URLSearchParams(query ?? '')) };
  const fields: Record<string, unknown> = {};
  for (const [, field = '', value = ''] of body.matchAll(/name="(\w+)"\r\n\r\n([^\r]*)\r\n/g)) {
    fields[field] = value;
  }
  return { method: name, fields };
}
