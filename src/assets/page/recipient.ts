import type { SampleCaller } from '../../identity-providers/provider-profile';

/** Nobody's: no country has +999. */
const MARK = '+99900000000';

/**
 * Whom a body is for, which may have been edited: the field in which the caller's own body has the number, whatever the
 * provider calls it, in any letter case.
 */
export function findRecipient(
  { renderRequest }: Pick<SampleCaller, 'renderRequest'>,
  contentType: string,
  body: string,
): string | undefined {
  const sample = renderRequest(MARK, '0000');
  // Some providers write a number without its plus.
  const isMark = (value: unknown) => value === MARK || value === MARK.slice(1);
  const [field] = listFields(sample.contentType, sample.body).find(([, value]) => isMark(value)) ?? [];
  const [, found] = listFields(contentType, body).find(([name]) => name === field) ?? [];
  return typeof found === 'string' ? found.replace(/^(?=\d)/, '+') : undefined;
}

type Field = [name: string, value: unknown];

/** All that is no object, with names in lower case. */
function listFields(contentType: string, body: string): Field[] {
  const fields: Field[] =
    contentType === 'application/json' ? listLeaves(parse(body)) : [...new URLSearchParams(body)];
  return fields.map(([name, value]) => [name.toLowerCase(), value]);
}

function listLeaves(value: unknown): Field[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: Field) =>
    typeof inner === 'object' ? listLeaves(inner) : [[name, inner] as Field],
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
