import { createFaults, faultsAndHangs } from '../../chaos/faults';
import { proveAll } from '../../chaos/outcomes';
import type { Answer } from '../../chaos/redelivery';
import { auth0, generic, okta } from '../../chaos/senders';
import { sendAll } from '../../chaos/sends';
import { startStandIn } from '../../chaos/stand-in';
import { secretOf } from '../fixtures/providers';
import { startBridge } from '../support/bridge';
import { post } from '../support/callers';
import { speedUpClock } from '../support/fast-clock';

/** No passcode leaves twice, and no reply lies, whatever Twilio answers. `npm run chaos` does the same at length. */

// What takes the time is requests that hang. All clocks run faster alike, so that no try and no deadline changes.
let restoreClock: () => void;
beforeEach(() => (restoreClock = speedUpClock()));
afterEach(() => restoreClock());

const rules = {
  CHANNEL_PLAN: 'whatsapp,sms,call;+44:sms,call;+55:call,whatsapp',
  FALLBACK_SENDERS: '+14155550100@US,+14155550101,12345@US',
  RATE_LIMITS: 'phone,ip,prefix,user',
};
const lookup = { LINE_TYPES: '-premium,voip?', RISK_LIMIT: '60' };

test.each([
  { sender: generic, secret: 'OTP_TOKEN', environment: rules },
  { sender: auth0, secret: 'AUTH0_ACTION_TOKEN', environment: { ...rules, ...lookup } },
  { sender: okta, secret: 'OKTA_HOOK_TOKEN', environment: { FALLBACK_SENDERS: rules.FALLBACK_SENDERS } },
])(
  '$sender.name: a quarter of all requests fails, and each passcode leaves once or its caller knows',
  async ({ sender, secret, environment }) => {
    const standIn = await startStandIn(createFaults(1, 0.25, faultsAndHangs));
    const bridge = await startBridge({ ...environment, TWILIO_API_BASE_URL: standIn.url });
    const postTo = async (name: string, token: string, body: unknown) =>
      post(`${bridge.url}/${name}`, `Bearer ${secretOf(token)}`, body);
    const call = (_line: number, body: object) => postTo(sender.name, secret, body);
    const sends = { size: 400, atOnce: 200, seed: 1, cutRate: 0 };
    const { claims, delivered, fallen, ...outcome } = await sendAll(sender, standIn, call, sends);
    const proved = await proveAll(
      delivered.slice(0, 100),
      standIn,
      async (events) => (await postTo('otp/outcome', 'OTP_TOKEN', events)) as unknown as Answer,
    );
    await bridge.close();
    await standIn.close();
    expect(outcome).toMatchObject({ doubled: 0, pretended: 0, denied: 0, mistaken: 0, leaked: 0 });
    expect(proved).toMatchObject({ lost: 0, mistaken: 0, miscounted: 0 });
    // Otherwise too little was tried, and nothing was shown.
    expect(claims).toEqual({
      sent: expect.any(Number) as number,
      unsure: expect.any(Number) as number,
      unsent: expect.any(Number) as number,
      fault: 0,
    });
    expect(Math.min(claims.sent, claims.unsure, claims.unsent, fallen)).toBeGreaterThan(3);
  },
);
