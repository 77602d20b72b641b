// One instance of a function, as the cloud keeps it: it is loaded once and called until it is ended.
const { AsyncLocalStorage } = require('node:async_hooks');
const fs = require('node:fs');
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

/**
 * Linux begins a process's `maxRSS` with the memory of the one that started it, which is large here; VmHWM is its own.
 * https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
 */
function readMaxRssKb() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1]);
}

process.on('message', ({ id, event, cut }) => {
  cuts.run(cut, async () => {
    const { statusCode, body } = await call(handler, context, event);
    process.send({ id, status: statusCode, body: JSON.parse(body), maxRssKb: readMaxRssKb() });
  });
});
process.on('disconnect', () => process.exit());
