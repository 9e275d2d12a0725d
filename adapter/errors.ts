// Every error that a client can get, in one place, with the words that its user reads. A request that
// cannot be done says what to do instead; numbers are stable and listed in docs/adapter.md.

/** An answer of `success: false`. Thrown by request handlers, caught by the router alone. */
export class RequestError extends Error {
  /**
   * @param id stable number of the kind of error
   * @param message one sentence or two for the user
   * @param showUser true if the client should put it before the user rather than in a log
   */
  constructor(
    readonly id: number,
    message: string,
    readonly showUser = false,
  ) {
    super(message);
  }
}

// --- the request itself ------------------------------------------------------------------------

export const unknownRequest = (command: string): RequestError =>
  new RequestError(1001, `Ropewalk's debug adapter knows no request \`${shorten(command)}\`.`);

/** `what` is a path such as `breakpoints[2].line`, `wanted` completes "must be …". */
export const badArgument = (what: string, wanted: string): RequestError =>
  new RequestError(1002, `\`${what}\` must be ${wanted}.`);

export const unknownId = (what: string, id: number | string, advice: string): RequestError =>
  new RequestError(1003, `There is no ${what} ${typeof id === 'string' ? shorten(id) : id}. ${advice}`);

export const cancelled = (): RequestError => new RequestError(1004, 'cancelled');

export const internalFault = (error: unknown): RequestError =>
  new RequestError(
    1099,
    `This is a fault of Ropewalk's debugger; please report it: ${error instanceof Error ? error.message : String(error)}`,
    true,
  );

// --- the wrong moment --------------------------------------------------------------------------

export const notInitialized = (command: string): RequestError =>
  new RequestError(1101, `\`${command}\` came before \`initialize\`, which has to be the first request.`);

export const alreadyInitialized = (): RequestError =>
  new RequestError(1102, '`initialize` has been sent already; it is sent once in a session.');

export const alreadyLaunched = (): RequestError =>
  new RequestError(
    1103,
    'A program is launched already; `terminate` or `restart` it, or open another session.',
  );

export const notLaunched = (command: string): RequestError =>
  new RequestError(1104, `\`${command}\` needs a program; send \`launch\` first.`);

export const notStarted = (command: string): RequestError =>
  new RequestError(1105, `\`${command}\` needs a started program; send \`configurationDone\` first.`);

export const running = (command: string): RequestError =>
  new RequestError(1106, `\`${command}\` needs a stopped program, and it is running; \`pause\` it first.`);

export const alreadyStopped = (): RequestError => new RequestError(1107, 'The program is stopped already.');

export const ended = (command: string): RequestError =>
  new RequestError(1108, `\`${command}\` came after the session's end; \`restart\` or \`launch\` again.`);

export const attachUnsupported = (): RequestError =>
  new RequestError(
    1109,
    'Ropewalk records a program from its start, so it cannot attach to one; use a `launch` configuration.',
    true,
  );

// --- launching ---------------------------------------------------------------------------------

export const badLaunchAttribute = (name: string, wanted: string): RequestError =>
  new RequestError(1201, `The launch attribute \`${name}\` must be ${wanted}.`, true);

/** `why` completes "Cannot open PATH: …". */
export const cannotOpen = (path: string, why: string): RequestError =>
  new RequestError(1202, `Cannot open ${path}: ${why}.`, true);

export const notCompiled = (path: string, errors: number, first: string): RequestError =>
  new RequestError(
    1203,
    `${path} was not started: it has ${errors === 1 ? 'an error' : `${errors} errors`}. ${first}`,
    true,
  );

// --- the debugger says no ----------------------------------------------------------------------

/** The debugger's own sentence; `showUser` where the user pressed a button for it. */
export const refused = (message: string, showUser = false): RequestError =>
  new RequestError(1301, message, showUser);

export const assignsInPassing = (): RequestError =>
  new RequestError(
    1303,
    'An assignment changes the program; do it in the debug console or in the variables.',
  );

export const noTrap = (): RequestError => new RequestError(1302, 'The program has not stopped at a trap.');

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
