// Batches of events in one process, the next as soon as the last is answered; what they cost, and what they loaded.
const fs = require('node:fs');
const process = require('node:process');
const { call, contextOf } = require('./child-runtime');

const { file, environment, event, record, events, calls } = JSON.parse(process.argv[2]);
const context = contextOf(environment);
const { handler } = require(file);

/** The runtime turns a JSON array into an object with the keys "0", "1", …; every event is of another number. */
function batch() {
  const body = { ...event };
  for (let n = 0; n < events; n += 1) body[n] = JSON.parse(record.replaceAll('{n}', String(5_550_000 + n)));
  return body;
}

async function main() {
  const samples = [];
  let answer;
  for (let n = 0; n < calls; n += 1) {
    const body = batch();
    const startedAt = process.hrtime.bigint();
    answer = await call(handler, context, body);
    samples.push(Number(process.hrtime.bigint() - startedAt) / 1e6);
  }
  const { statusCode, body } = answer;
  const sdkFiles = Object.keys(require.cache).filter((path) =>
    /[/\\]node_modules[/\\]twilio[/\\]/.test(path),
  );
  const { maxRSS } = process.resourceUsage();
  const report = { samples, statusCode, body, sdkFiles: sdkFiles.length, maxRssKb: maxRSS };
  fs.writeSync(3, JSON.stringify(report));
  process.exit();
}

main();
