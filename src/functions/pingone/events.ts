import { phoneOf } from '../../apis/pingone/devices';
import { approver } from '../../apis/twilio/approve';
import { all, configuration, lifetime, pingone, pingoneWorker, twilio } from '../../config';
import { records } from '../../http/batch';
import { endpoint } from '../../http/endpoint';
import { fedBack } from '../../http/feeding-back';
import { ACTIVITY_BATCH, parseActivity, type Device } from '../../identity-providers/pingone/activity';

/** POST /pingone/events: PingOne's webhook tells what happened; each proved code is approved in Verify. */
export const handler = endpoint('pingone/events', {
  idp: 'pingone',
  configuration: (env) => configuration(env, all({ lifetime, pingone, pingoneWorker, twilio })),
  credentials: ({ pingone }) => ({ scheme: 'basic', ...pingone }),
  answer({ body, settings, context, deadline, note, fault }) {
    const worker = settings.pingoneWorker;
    if (worker === undefined)
      note({ hint: 'Set PINGONE_WORKER_CLIENT_ID and its companions to find numbers.' });
    const ports = {
      phoneOf: async (device: Device) =>
        worker === undefined ? { kind: 'unmappable' as const } : phoneOf(worker, device, deadline),
      approve: approver(context, settings.twilio, deadline),
    };
    const parse = (activity: unknown) => parseActivity(activity, worker?.environmentId);
    const batch = records(body, ...ACTIVITY_BATCH);
    return fedBack(batch, parse, ports, settings.lifetime, { deadline, note, fault });
  },
});
