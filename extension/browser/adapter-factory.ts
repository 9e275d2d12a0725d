// How a debug session gets its adapter: as a worker of its own, which takes and gives the protocol's messages.
import * as vscode from 'vscode';
import type { FromWorker, ToWorker } from '../../adapter/browser/messages';
import { readFile } from './files';
import { startWorker, type Worker } from './workers';

export function adapterFactory(extension: vscode.Uri): vscode.DebugAdapterDescriptorFactory {
  return {
    createDebugAdapterDescriptor: async () => {
      const worker = await startWorker(extension, 'adapter.js');
      return new vscode.DebugAdapterInlineImplementation(new WorkerAdapter(worker));
    },
  };
}

class WorkerAdapter implements vscode.DebugAdapter {
  private readonly emitter = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
  readonly onDidSendMessage = this.emitter.event;

  constructor(private readonly worker: Worker) {
    worker.onmessage = ({ data }) => void this.take(data as FromWorker);
    worker.onerror = ({ message }) => this.fail(message ?? 'it could not be loaded');
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    this.send({ kind: 'message', message });
  }

  /** The session has ended, whatever the program still does. */
  dispose(): void {
    this.worker.terminate();
    this.emitter.dispose();
  }

  private async take(said: FromWorker): Promise<void> {
    if (said.kind === 'message') {
      this.emitter.fire(said.message as vscode.DebugProtocolMessage);
      return;
    }
    this.send({ kind: 'file', question: said.question, file: await readFile(said.uri) });
  }

  private send(message: ToWorker): void {
    this.worker.postMessage(message);
  }

  /** A worker that is no more answers nothing: the session has to end. */
  private fail(why: string): void {
    void vscode.window.showErrorMessage(`Ropewalk's debugger has failed: ${why}`);
    const terminated = { seq: 0, type: 'event', event: 'terminated' };
    this.emitter.fire(terminated);
  }
}
