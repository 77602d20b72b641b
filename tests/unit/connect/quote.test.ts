import { quote } from '../../../scripts/connect/quote';

test.each([
  ['Text by Acme', '"Text by Acme"'],
  ['a "b" \\ c', '"a \\"b\\" \\\\ c"'],
  ['\u001b[31m', '"\\u001b[31m"'],
  ['\u009b31m\u009d\u007f', '"?31m??"'],
  ['\u202eabc\u200b', '"?abc?"'],
  [undefined, '""'],
])('%j', (name, quoted) => expect(quote(name)).toBe(quoted));
