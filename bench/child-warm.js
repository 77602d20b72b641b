// Many calls in one process, one after the other, each contender's in turn.
const fs = require('node:fs');
const process = require('node:process');
const { call, contextOf } = require('./child-runtime');

const { contenders, warmUp, calls } = JSON.parse(process.argv[2]);
const functions = contenders.map(({ file, environment, event, keepsClient, status = 201 }) => ({
  handler: require(file).handler,
  context: contextOf(environment, keepsClient),
  event,
  status,
  samples: [],
}));

async function main() {
  for (let round = -warmUp; round < calls; round += 1) {
    // Forwards and backwards by turns, so that nobody always comes after the same neighbour.
    for (const one of round % 2 === 0 ? functions : functions.toReversed()) {
      const startedAt = process.hrtime.bigint();
      const { statusCode, body } = await call(one.handler, one.context, one.event);
      const ms = Number(process.hrtime.bigint() - startedAt) / 1e6;
      if (statusCode !== one.status)
        throw new Error(`A send was answered ${statusCode} ${JSON.stringify(body)}`);
      if (round >= 0) one.samples.push(ms);
    }
  }
  fs.writeSync(3, JSON.stringify(functions.map(({ samples }) => samples)));
  process.exit();
}

main();
