import { fetchDevicePhone } from '../../apis/pingone/devices';
import { createApprover } from '../../apis/twilio/approve';
import { all, configuration, lifetime, pingone, pingoneWorker, twilio } from '../../config';
import { readRecords } from '../../http/batch';
import { createEndpoint } from '../../http/endpoint';
import { fedBack } from '../../http/feeding-back';
import { ACTIVITY_BATCH, parseActivity, type Device } from '../../identity-providers/pingone/activity';

/** POST /pingone/events: PingOne's webhook tells what happened; each proved code is approved in Verify. */
export const handler = createEndpoint('pingone/events', {
  idp: 'pingone',
  readSettings: (env) => configuration(env, all({ lifetime, pingone, pingoneWorker, twilio })),
  credentials: ({ pingone }) => ({ scheme: 'basic', ...pingone }),
  handle({ body, settings, context, deadline, addLogFields, logError }) {
    const worker = settings.pingoneWorker;
    if (worker === undefined)
      addLogFields({ hint: 'Set PINGONE_WORKER_CLIENT_ID and its companions to find numbers.' });
    const ports = {
      phoneOf: async (device: Device) =>
        worker === undefined ? { kind: 'unmappable' as const } : fetchDevicePhone(worker, device, deadline),
      approve: createApprover(context, settings.twilio, deadline),
    };
    const parse = (activity: unknown) => parseActivity(activity, worker?.environmentId);
    const batch = readRecords(body, ...ACTIVITY_BATCH);
    return fedBack(batch, parse, ports, settings.lifetime, { deadline, addLogFields, logError });
  },
});
