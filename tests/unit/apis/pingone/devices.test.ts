import { sendRequest, type HttpRequest } from '../../../../src/apis/http';
import { fetchDevicePhone } from '../../../../src/apis/pingone/devices';
import { createDeadline } from '../../../../src/core/deadline';
import { FakeClock } from '../../../support/fake-clock';

/** A lookup that hangs must leave time for another one: no request gets all that is left of the call. */

jest.mock('../../../../src/apis/http', () => ({
  ...jest.requireActual<object>('../../../../src/apis/http'),
  sendRequest: jest.fn(),
}));

const worker = {
  environmentId: 'environment',
  clientId: 'client',
  clientSecret: 'secret',
  apiBaseUrl: 'https://api.example',
  authBaseUrl: 'https://auth.example',
};

test.each([
  [8_000, 4_000],
  [4_001, 4_000],
  [1_200, 1_200],
])('with %d ms left, the token and the device have %d ms each', async (left, timeout) => {
  const asked: HttpRequest[] = [];
  jest.mocked(sendRequest).mockImplementation((request) => {
    asked.push(request);
    const answer = { access_token: 'token', type: 'SMS', phone: '+1.4155552671' };
    return Promise.resolve({ status: 200, headers: {}, body: JSON.stringify(answer) });
  });
  const step = await fetchDevicePhone(worker, 'user/device', createDeadline(new FakeClock(), left));
  expect(step).toEqual({ kind: 'done', value: '+14155552671' });
  expect(asked.map(({ method, timeoutMs }) => [method, timeoutMs])).toEqual([
    ['POST', timeout],
    ['GET', timeout],
  ]);
});
