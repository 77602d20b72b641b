import type { RuntimeCall } from '../../../scripts/live/question';
import { runtime } from '../../../scripts/live/questions/runtime';
import { createRecording, type Recording } from '../../../scripts/live/recording';
import { findProblems } from '../../fixtures/recorded/load';

/** What the deployed runtime made of bodies, against what src/http/wire-body.ts makes of them. */

const form = (body: string) => ({ contentType: 'application/x-www-form-urlencoded' as const, body });
const array: RuntimeCall = {
  title: 'an array',
  wire: { contentType: 'application/json', body: '[{"to":"+1"},{"to":"+2"}]' },
  status: 200,
  seen: { kind: 'indexed', events: 2, body: [{ to: '+0' }], hasHeaders: true },
};
const hidden: RuntimeCall = {
  title: 'a key',
  wire: {
    contentType: 'application/json',
    body: '{"to":1,"request":{"headers":{"authorization":"x"}},"at":2}',
  },
  status: 200,
  seen: { kind: 'object', body: { to: '#number 0', at: '#number 0' }, hasHeaders: false },
};
const refused: RuntimeCall = {
  title: 'JSON Lines',
  wire: { contentType: 'application/json', body: '{}\n{}\n' },
  status: 400,
};
const twice: RuntimeCall = {
  title: 'a key twice',
  wire: form('to=%2B1&to=+2'),
  status: 200,
  seen: { kind: 'object', body: { to: ['+0', ' 0'] }, hasHeaders: true },
};

describe('a recording of the runtime', () => {
  const find = (calls: RuntimeCall[]) => {
    const recorded = createRecording(runtime, { verdict: 'differs', found: [], calls }, 0, 'live', []);
    return findProblems('runtime.json', JSON.parse(JSON.stringify(recorded)) as Recording);
  };

  test('is good if ours reads each body as it did', () => {
    expect(find([array, hidden, refused, twice])).toEqual([]);
  });

  test.each<[what: string, call: RuntimeCall]>([
    ['an array is no list', { ...array, seen: { ...array.seen!, kind: 'object' } }],
    ['an array has its items under a key', { ...array, seen: { ...array.seen!, events: 1 } }],
    ['an array is refused', { title: array.title, wire: array.wire, status: 400 }],
    [
      'the headers are seen beside a key named request',
      { ...hidden, seen: { ...hidden.seen!, hasHeaders: true } },
    ],
    [
      'the key named request is in the body',
      { ...hidden, seen: { ...hidden.seen!, body: { to: '#number 0', request: {}, at: '#number 0' } } },
    ],
    [
      'the keys have another order',
      { ...hidden, seen: { ...hidden.seen!, body: { at: '#number 0', to: '#number 0' } } },
    ],
    ['JSON Lines are read', { ...refused, status: 200, seen: { kind: 'empty', body: {}, hasHeaders: true } }],
    ['of a key twice the last one counts', { ...twice, seen: { ...twice.seen!, body: { to: ' 0' } } }],
  ])('is a problem if %s', (_, call) => {
    expect(find([call])).toEqual([expect.stringMatching(`^${call.title}: the deployed runtime made `)]);
  });

  test('has no secret', () => {
    const calls = [{ ...array, wire: form('to=my-token-16-chars') }];
    const answer = { verdict: 'differs', found: [], calls } as const;
    const recorded = createRecording(runtime, answer, 0, 'live', ['my-token-16-chars']);
    expect(recorded?.calls).toEqual([{ ...array, wire: form('to=[hidden]') }]);
  });
});
