// Lets TypeScript import `.rw` files as text: esbuild's text loader does it in bundles,
// test/register.cjs in tests.
declare module '*.rw' {
  const text: string;
  export default text;
}
