/** What redelivery needs to know of an identity provider. */
export interface Provider {
  /** Of its function. */
  name: string;
  /** The number of the event with this index. */
  numberOf: (index: number) => string;
  /** @param login which login of the same number it is */
  createEvent: (index: number, login: number, date: string) => unknown;
}

/** Auth0's log stream, whose records name the number. */
export const auth0: Provider = {
  name: 'auth0/log-stream',
  numberOf: (index) => `+1415${5_550_000 + index}`,
  createEvent: (index, login, date) => {
    const log_id = `log-${login}-${index}`;
    const authenticator = { type: 'sms', phone_number: auth0.numberOf(index) };
    return { log_id, data: { log_id, date, type: 'gd_auth_succeed', details: { authenticator } } };
  },
};

/** PingOne's webhook, whose activities name a device. */
export const pingone: Provider = {
  name: 'pingone/events',
  numberOf: (index) => `+1415${5_560_000 + index}`,
  createEvent: (index, login, date) => {
    const user = { id: '11111111-2222-4333-8444-555555555555', type: 'USER' };
    const id = `aaaaaaaa-bbbb-4ccc-8ddd-${pingone.numberOf(index).slice(-7).padStart(12, '0')}`;
    return {
      id: `activity-${login}-${index}`,
      createdAt: date,
      action: { type: 'OTP.CHECK_SUCCESS' },
      result: { status: 'SUCCESS' },
      actors: { user },
      resources: [{ type: 'DEVICE', id, name: 'SMS' }],
    };
  },
};

/** The bridge's own contract, whose outcomes name the number. */
export const generic: Provider = {
  name: 'otp/outcome',
  numberOf: (index) => `+1415${5_570_000 + index}`,
  createEvent: (index, login, at) => ({
    id: `outcome-${login}-${index}`,
    to: generic.numberOf(index),
    outcome: 'approved',
    at,
  }),
};
