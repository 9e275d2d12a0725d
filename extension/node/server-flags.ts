// The language server's process.
/**
 * How Node runs the language server. Its young generation is kept small: nearly all that a check makes stays, so a
 * large one saves no time, and in a program of 100,000 lines costs forty megabytes.
 */
export const SERVER_FLAGS: readonly string[] = ['--max-semi-space-size=8'];
