// One instance of a function, as the cloud keeps it: it is loaded once and called until it is ended.
const { AsyncLocalStorage } = require('node:async_hooks');
const http = require('node:http');
const process = require('node:process');
const { call, contextOf } = require('../bench/child-runtime');

const { file, environment } = JSON.parse(process.argv[2]);

/** Nothing listens there. */
const NOWHERE = { host: '127.0.0.1', port: 1, agent: false };
/** Whether each next request of the call finds no connection. */
const cuts = new AsyncLocalStorage();
const { request } = http;
http.request = (url, options) =>
  request(url, cuts.getStore()?.shift() === true ? { ...options, ...NOWHERE } : options);

// Its log lines; what is written to stderr in another way is shown.
globalThis.console.log = globalThis.console.error = () => undefined;

const { handler } = require(file);
const context = contextOf(environment);

process.on('message', ({ id, event, cut }) => {
  cuts.run(cut, async () => {
    const { statusCode, body } = await call(handler, context, event);
    const { maxRSS } = process.resourceUsage();
    process.send({ id, status: statusCode, body: JSON.parse(body), maxRssKb: maxRSS });
  });
});
process.on('disconnect', () => process.exit());
