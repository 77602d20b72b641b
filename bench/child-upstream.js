// Twilio as far as both sides need it, in a process of its own: it answers a send at once, so that all time is the
// caller's, and an approval after the time that it is given.
const fs = require('node:fs');
const https = require('node:https');
const process = require('node:process');
const { setTimeout } = require('node:timers');
const { URLSearchParams } = require('node:url');

const [, , key, certificate, approvalMs] = process.argv;
const PATH = /^\/v2\/Services\/(VA\w{32})\/Verifications(?:\/%2B(\d+))?$/;

const server = https.createServer({ key: fs.readFileSync(key), cert: fs.readFileSync(certificate) });
// Longer than a run takes: no connection that somebody keeps is closed under them.
server.keepAliveTimeout = 120_000;

server.on('request', (request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const [, serviceSid, number] = PATH.exec(request.url) ?? [];
    const form = new Map(new URLSearchParams(chunks.join('')));
    const isGood = request.method === 'POST' && serviceSid !== undefined;
    if (isGood && number === undefined && form.has('CustomCode')) {
      const sent = { to: form.get('To'), channel: form.get('Channel'), status: 'pending' };
      answer(response, 201, verification(serviceSid, sent));
    } else if (isGood && number !== undefined && form.get('Status') === 'approved') {
      const approved = { to: `+${number}`, channel: 'sms', status: 'approved' };
      // A number of this prefix measures a cold call, of which the wait would be no part.
      const waitMs = number.startsWith('1202') ? 0 : Number(approvalMs);
      setTimeout(answer, waitMs, response, 200, verification(serviceSid, approved));
    } else {
      answer(response, 404, { code: 20404, message: 'Not found', more_info: '', status: 404 });
    }
  });
});

function answer(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json;charset=utf-8' });
  response.end(JSON.stringify(body));
}

/** https://www.twilio.com/docs/verify/api/verification */
function verification(serviceSid, { to, channel, status }) {
  const now = new Date().toISOString();
  const sid = `VE${'5a4db0c'.repeat(5).slice(0, 32)}`;
  return {
    sid,
    service_sid: serviceSid,
    account_sid: `AC${'5a4db0c'.repeat(5).slice(0, 32)}`,
    to,
    channel,
    status,
    valid: status === 'approved',
    date_created: now,
    date_updated: now,
    lookup: {},
    amount: null,
    payee: null,
    send_code_attempts: [{ time: now, channel: 'SMS', attempt_sid: `VL${'5a4db0c'.repeat(5).slice(0, 32)}` }],
    sna: null,
    url: `https://verify.twilio.com/v2/Services/${serviceSid}/Verifications/${sid}`,
  };
}

server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
// It goes with whoever started it.
process.stdin.on('end', () => process.exit()).resume();
