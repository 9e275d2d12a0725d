// The floors of ARCHITECTURE.md as rules: each floor imports only from floors below it. Imports of types
// count like any others.

const floors = {
  syntax: [],
  semantics: ['syntax'],
  ir: ['syntax'],
  'ir/lower': ['syntax', 'semantics', 'ir'],
  interpreter: ['syntax', 'ir'],
  'compile-time': ['syntax', 'semantics', 'ir', 'ir/lower', 'interpreter'],
  native: ['syntax', 'ir', 'ir/lower', 'semantics'],
  history: ['syntax', 'ir', 'interpreter'],
  debugger: [
    'syntax',
    'semantics',
    'ir',
    'ir/lower',
    'interpreter',
    'compile-time',
    'history',
    'compile',
    'std',
  ],
  server: ['syntax', 'semantics', 'compile', 'std'],
  cli: [
    'syntax',
    'semantics',
    'ir',
    'ir/lower',
    'interpreter',
    'compile-time',
    'native',
    'history',
    'debugger',
    'server',
    'compile',
    'std',
  ],
  std: ['syntax'],
};

/** Where the files of a floor are, as a regular expression. */
function place(floor) {
  if (floor === 'compile') return '^language/compile\\.ts$';
  if (floor === 'ir') return '^language/ir/(?!lower/)';
  return `^language/${floor}/`;
}

/** A floor may import itself, what is listed, and packages and Node modules as far as the rules below allow. */
function floorRule([floor, below]) {
  return {
    name: `floor-${floor.replace('/', '-')}`,
    comment: `${floor} may import only: ${below.join(', ') || 'nothing'}`,
    severity: 'error',
    from: { path: place(floor) },
    to: { path: '^(language|adapter|extension|test|bench)/', pathNot: [floor, ...below].map(place) },
  };
}

module.exports = {
  forbidden: [
    ...Object.entries(floors).map(floorRule),
    {
      name: 'floor-compile',
      comment: 'compile.ts ties floors 1 to 4 together and knows nothing above them',
      severity: 'error',
      from: { path: place('compile') },
      to: { path: '^(language/(history|debugger|server|cli|native)|adapter|extension|test|bench)/' },
    },
    {
      name: 'floor-adapter',
      severity: 'error',
      from: { path: '^adapter/' },
      to: { path: '^(language/(cli|server|native)|extension|test|bench)/' },
    },
    {
      name: 'floor-extension',
      comment: 'no logic of the debugger in the extension: it sees the adapter alone',
      severity: 'error',
      from: { path: '^extension/' },
      to: { path: '^(language|test|bench)/' },
    },
    {
      name: 'no-cycles',
      comment: 'no module needs itself to load; types may be mutually recursive, as what they describe is',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-node-in-the-language',
      comment:
        'the language runs in a browser too; only its command line and the native toolchain are of Node',
      severity: 'error',
      from: { path: '^language/', pathNot: '^language/(cli|native)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'node-in-its-rooms',
      comment: 'all other code of the adapter and the extension runs in a browser too',
      severity: 'error',
      from: { path: '^(adapter|extension)/', pathNot: '^(adapter|extension)/node/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'node-and-browser-apart',
      severity: 'error',
      from: { path: '^(adapter|extension)/browser/' },
      to: { path: '^(adapter|extension)/node/' },
    },
    {
      name: 'nothing-rests-on-node',
      comment: 'what both have in common knows neither',
      severity: 'error',
      from: { path: '^(adapter|extension)/', pathNot: '^(adapter|extension)/(node|browser)/' },
      to: { path: '^(adapter|extension)/(node|browser)/' },
    },
    {
      name: 'no-packages-in-the-language',
      severity: 'error',
      from: { path: '^language/', pathNot: '^language/server/protocol/' },
      to: { path: '^node_modules/', pathNot: '^node_modules/@types/node/' },
    },
    {
      name: 'language-server-protocol-only-at-its-edge',
      comment: 'the queries of the language server are plain data; one folder of it knows the protocol',
      severity: 'error',
      from: { pathNot: '^(language/server/protocol|extension|test/server/protocol|bench)/' },
      to: { path: '^node_modules/vscode-(language|jsonrpc)' },
    },
    {
      name: 'vscode-only-in-extension',
      severity: 'error',
      from: { path: '^(language|adapter)/' },
      to: { path: '^(vscode$|node_modules/@types/vscode/)' },
    },
    {
      name: 'protocol-only-in-adapter',
      severity: 'error',
      from: { pathNot: '^(adapter|test/adapter)/' },
      to: { path: '^node_modules/@vscode/debug' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: { path: '\\.ts$' },
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json', '.rw'] },
  },
};
