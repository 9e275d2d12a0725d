// Lets mocha run TypeScript, and import `.rw` files as text as the bundles do.
const { readFileSync } = require('node:fs');
require('tsx/cjs');
require.extensions['.rw'] = (module, file) => {
  module.exports = readFileSync(file, 'utf8');
};
