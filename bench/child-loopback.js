// Loaded before a measured function, whoever's it is: verify.twilio.com is the upstream on this machine, certificate
// and all, and nothing else can be reached. Both sides so do the same TLS work with the URLs of their own code.
const net = require('node:net');
const dns = require('node:dns');
const process = require('node:process');

const port = Number(process.env['BENCH_UPSTREAM_PORT']);
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (...args) {
  // net.connect() hands on one array of normalised arguments, tls.connect() its options.
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (options?.host !== 'verify.twilio.com' || Number(options.port) !== 443) {
    throw new Error(`Nothing but verify.twilio.com:443 may be reached here, not ${options?.host}`);
  }
  const listener = args.find((arg) => typeof arg === 'function');
  return connect.call(this, { ...options, host: '127.0.0.1', port }, listener);
};

dns.lookup = (hostname) => {
  throw new Error(`No name may be looked up here, not even ${hostname}`);
};
