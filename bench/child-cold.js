// One call in a fresh process: from just before the function's file is loaded to its reply.
const fs = require('node:fs');
const process = require('node:process');
const { call, contextOf } = require('./child-runtime');

const { file, environment, event, bytes } = JSON.parse(process.argv[2]);
const context = contextOf(environment);
if (bytes > 0) Object.assign(event, JSON.parse(JSON.stringify({ Parameters: 'x'.repeat(bytes) })));
// The runtime has its console before it calls a function.
process.stdout.write('');
process.stderr.write('');

const startedAt = process.hrtime.bigint();
const { handler } = require(file);
call(handler, context, event).then(({ statusCode, body }) => {
  const ms = Number(process.hrtime.bigint() - startedAt) / 1e6;
  const { maxRSS } = process.resourceUsage();
  fs.writeSync(3, JSON.stringify({ ms, statusCode, body, maxRssKb: maxRSS }));
  process.exit();
});
