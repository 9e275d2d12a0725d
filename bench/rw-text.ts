// Lets this process import `.rw` files as text, as the bundles and the tests do. To be imported first.
import { readFileSync } from 'node:fs';

// eslint-disable-next-line @typescript-eslint/no-deprecated -- the hook that `require` has, old as it is
require.extensions['.rw'] = (module, file) => {
  module.exports = readFileSync(file, 'utf8');
};
