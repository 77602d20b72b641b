/**
 * What a call says, verb by verb, or nothing if this is no TwiML: one `<Response>` whose tags are closed in their order.
 * Elements within a verb (SSML) are a pause. https://www.twilio.com/docs/voice/twiml/say
 */
export function readSpeech(twiml: string): string[] | undefined {
  const body = twiml.replace(/^\s*<\?xml[^>]*\?>/, '').replace(/<!--[^]*?-->/g, '');
  const open: string[] = [];
  const verbs: string[] = [];
  let roots = 0;
  for (const [token] of body.matchAll(/<[^>]*>|<|[^<]+/g)) {
    const [, end = '', name = '', empty = ''] = /^<(\/?)([A-Za-z][\w:-]*)[^<>]*?(\/?)>$/.exec(token) ?? [];
    if (name === '') {
      if (token.startsWith('<') || /&(?!(amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);)/.test(token))
        return undefined;
      if (open.length < 2 && token.trim() !== '') return undefined;
      if (open.length >= 2) verbs.push((verbs.pop() ?? '') + decode(token));
      continue;
    }
    if (end !== '') {
      if (open.pop() !== name) return undefined;
    } else {
      if (open.length === 0) roots += name === 'Response' ? 1 : 2;
      if (open.length === 1) verbs.push('');
      if (empty === '') open.push(name);
    }
    if (open.length >= 2 && verbs.length > 0) verbs.push(`${verbs.pop() ?? ''} `);
  }
  if (open.length > 0 || roots !== 1) return undefined;
  return verbs.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(#x?)?(\w+);/g, (_, sign: string | undefined, name: string) =>
    sign === undefined
      ? (ENTITIES[name] ?? '')
      : String.fromCodePoint(Number.parseInt(name, sign === '#x' ? 16 : 10)),
  );
}
