const { default: Sequencer } = require('@jest/test-sequencer');
const { statSync } = require('node:fs');

/** What takes longest comes first, so that all workers end together: browsers, then the local runtime, then the rest. */
const ORDER = ['browser', 'integration', 'unit'];

module.exports = class extends Sequencer {
  sort(tests) {
    const rank = ({ context }) => ORDER.indexOf(context.config.displayName?.name);
    const size = ({ path }) => statSync(path).size;
    return [...tests].sort((one, other) => rank(one) - rank(other) || size(other) - size(one));
  }
};
