// One instance of a function, as the cloud keeps it: it is loaded once and called until it is ended.
const process = require('node:process');
const { call, contextOf } = require('../bench/child-runtime');

const { file, environment } = JSON.parse(process.argv[2]);
const { handler } = require(file);
const context = contextOf(environment);

process.on('message', (event) => {
  call(handler, context, event).then(({ statusCode, body }) => {
    const { maxRSS } = process.resourceUsage();
    process.send({ status: statusCode, body: JSON.parse(body), maxRssKb: maxRSS });
  });
});
process.on('disconnect', () => process.exit());
