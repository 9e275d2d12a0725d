// In the place of Node's module `url`, which the protocol's library needs for conversions that we do ourselves.
export const { URL } = globalThis;
