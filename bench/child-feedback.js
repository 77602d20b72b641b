// Batches of events in one process, the next as soon as the last is answered; what they cost, and what they loaded.
const fs = require('node:fs');
const Module = require('node:module');
const process = require('node:process');
const { call, contextOf } = require('./child-runtime');

const { file, environment, event, record, events, calls } = JSON.parse(process.argv[2]);
let sdkModules = 0;
countSdkModules();
const context = contextOf(environment);
const { handler } = require(file);

/** The runtime turns a JSON array into an object with the keys "0", "1", …; every event is of another number. */
function batch(call) {
  const body = { ...event };
  const first = 5_550_000 + call * events;
  for (let n = 0; n < events; n += 1) body[n] = JSON.parse(record.replaceAll('{n}', String(first + n)));
  return body;
}

/** The SDK's modules are bundled, each in a wrapper of esbuild's that runs when the module is first imported. */
function countSdkModules() {
  const compile = Module.prototype._compile;
  globalThis.countSdkModule = () => (sdkModules += 1);
  Module.prototype._compile = function (content, path) {
    const wrapper = /^ {2}"node_modules\/twilio\/[^"]+"\([^)]*\) \{$/gm;
    return compile.call(this, content.replace(wrapper, '$&globalThis.countSdkModule();'), path);
  };
}

async function main() {
  const samples = [];
  let answer;
  for (let n = 0; n < calls; n += 1) {
    const body = batch(n);
    const startedAt = process.hrtime.bigint();
    answer = await call(handler, context, body);
    samples.push(Number(process.hrtime.bigint() - startedAt) / 1e6);
  }
  const { statusCode, body } = answer;
  const { maxRSS } = process.resourceUsage();
  const report = { samples, statusCode, body, sdkModules, maxRssKb: maxRSS };
  fs.writeSync(3, JSON.stringify(report));
  process.exit();
}

main();
