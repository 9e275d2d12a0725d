// An extension for the tests alone: it writes down what VS Code and the debug adapter say to each other.
const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const vscode = require('vscode');

exports.activate = () => {
  const write = (arrow) => (message) =>
    appendFileSync(join(__dirname, 'dap.log'), `${arrow} ${JSON.stringify(message)}\n`);
  vscode.debug.registerDebugAdapterTrackerFactory('ropewalk', {
    createDebugAdapterTracker: () => ({ onWillReceiveMessage: write('>'), onDidSendMessage: write('<') }),
  });
};
