/* global Twilio */

// What public examples of this job look like, to compare with: the SDK at the top, one shared secret, one call.
const twilio = require('twilio');

const handler = async function (context, event, callback) {
  const response = new Twilio.Response();
  response.appendHeader('Content-Type', 'application/json');

  if (event.request.headers.authorization !== `Bearer ${context.SHARED_SECRET}`) {
    response.setStatusCode(401);
    response.setBody({ error: 'Unauthorized' });
    return callback(null, response);
  }

  try {
    const client = context.getTwilioClient();
    const verification = await client.verify.v2
      .services(context.VERIFY_SERVICE_SID)
      .verifications.create({ to: event.to, channel: 'sms', customCode: event.code });
    response.setStatusCode(201);
    response.setBody({ sid: verification.sid, status: verification.status });
  } catch (error) {
    const isTwilio = error instanceof twilio.RestException;
    response.setStatusCode(500);
    response.setBody({ error: isTwilio ? error.message : 'Something went wrong' });
  }
  return callback(null, response);
};

module.exports = { handler };
