// The rules of the house that a machine can hold: TypeScript's strict, type-aware rules, sizes of files
// and functions, and that the language itself does not reach for Node (import rules between the floors
// are dependency-cruiser's, in .dependency-cruiser.cjs).
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Names of Node that the language must not use: it reaches the outside through `Host` alone. */
const nodeGlobals = ['process', 'Buffer', 'require', 'module', '__dirname', '__filename'];

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'node_modules/', '.cache/', '**/*.cjs', '**/*.mjs'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Codecs and tables index arrays whose length they know.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A condition that the types say is constant is often a guard against data from outside.
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  {
    files: ['language/**/*.ts'],
    ignores: ['language/cli/**', 'language/native/**'],
    rules: { 'no-restricted-globals': ['error', ...nodeGlobals] },
  },
  {
    // Traps leave WebAssembly as thrown signals, which are caught where it was entered.
    files: ['language/interpreter/**/*.ts', 'test/interpreter/**/*.ts'],
    rules: { '@typescript-eslint/only-throw-error': 'off' },
  },
  { files: ['**/*.d.ts'], rules: { '@typescript-eslint/no-extraneous-class': 'off' } },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // `describe` blocks are as long as what they describe.
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
    },
  },
  {
    // The protocol's session is what the editor calls a debug adapter, though it is no child of its class.
    files: ['extension/*/adapter-factory.ts'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  { files: ['bench/**/*.ts'], rules: { 'no-console': 'off' } },
);
