// `ropewalk-dap`: the adapter as a process, on standard input and output or on a TCP port.
import { createServer } from 'node:net';
import { launch } from '../../language/debugger/launch';
import { version } from '../../package.json';
import { USAGE, commandLine } from './command-line';
import { connect } from './connection';

/** Milliseconds that a last message may take to leave before the process ends anyway. */
const FAREWELL = 500;

function main(): void {
  const command = commandLine(process.argv.slice(2));
  if (command.kind === 'stdio') {
    serveStdio();
    return;
  }
  if (command.kind === 'port') {
    servePort(command.port);
    return;
  }
  if (command.kind === 'help') process.stdout.write(USAGE);
  else if (command.kind === 'version') process.stdout.write(`ropewalk-dap ${version}\n`);
  else {
    process.stderr.write(`ropewalk-dap: ${command.message}\n\n${USAGE}`);
    process.exitCode = 2;
  }
}

/** One session; the process ends with it, whatever still runs. */
function serveStdio(): void {
  const session = connect(process.stdin, process.stdout, launch, () => {
    setTimeout(() => process.exit(0), FAREWELL);
    process.stdout.end(() => process.exit(0));
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => session.dispose());
}

/** Sessions side by side; each ends with its connection. Only this machine can connect. */
function servePort(port: number): void {
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    connect(socket, socket, launch, () => socket.end(() => socket.destroySoon()));
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'something else listens there' : error.message;
    process.stderr.write(`ropewalk-dap: cannot listen on port ${port}: ${why}\n`);
    process.exitCode = 1;
  });
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    const chosen = typeof address === 'object' && address ? address.port : port;
    process.stderr.write(`ropewalk-dap: listening on 127.0.0.1:${chosen}\n`);
  });
}

main();
