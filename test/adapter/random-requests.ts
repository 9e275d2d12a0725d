// Random requests, sensible and senseless, and the check that each gets an answer. What is random comes
// from a seed, so that a failure can be had again.
import assert from 'node:assert/strict';
import type { Body, DapClient, Message } from './dap-client';

/** A small generator of numbers from 0 to 1 (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ODD: readonly unknown[] = [
  null,
  -1,
  0,
  1,
  2,
  7,
  1.5,
  2 ** 31,
  1e308,
  '',
  'x',
  '\0',
  '{',
  true,
  [],
  {},
  [{}],
];
const EXPRESSIONS = [
  'n',
  'xs',
  'xs[1]',
  'p^',
  'add(1, 2)',
  'spin()',
  'n = 5',
  '1 / 0',
  'xs[9]',
  '(',
  'sizeof(i32)',
  '"é"',
  '&n',
  '-',
];
const MOVES = [
  'next',
  'stepIn',
  'stepOut',
  'stepBack',
  'continue',
  'reverseContinue',
  'ropewalk/reverseStepIn',
  'ropewalk/reverseStepOut',
];

/** One session's fuzzing: what it has learnt from answers feeds its next requests. */
export class RandomRequests {
  private frames: number[] = [1];
  private containers: number[] = [1];
  private targets: number[] = [1];
  private memory: string[] = ['0x10000'];
  private readonly inFlight: number[] = [];
  /** Undefined once the session is over. */
  running = false;
  over = false;

  constructor(
    private readonly client: DapClient,
    private readonly program: string,
    private readonly lines: number,
    private readonly random: () => number,
  ) {}

  /** Sends one request, and takes messages until it is answered. */
  async one(): Promise<void> {
    const [command, args] = this.random() < 0.15 ? this.senseless() : this.sensible();
    await this.answer(command, args);
  }

  private async answer(command: string, args: unknown): Promise<void> {
    const seq = this.client.sendRaw(command, args);
    this.inFlight.push(seq);
    // An evaluation may go on for ever: something cuts in now and then, and it has to be answered all the same.
    if (command === 'evaluate') {
      this.client.sendRaw(this.pick(['cancel', 'pause', 'threads']), { requestId: seq, threadId: 1 });
    }
    for (;;) {
      const message = await this.take();
      if (message.request_seq === seq) {
        this.learn(command, message.success === true, message.body);
        return;
      }
    }
  }

  /** Takes a message in any order; keeps track of what runs. */
  async take(): Promise<Message> {
    const message = await this.client.next();
    assert.doesNotMatch(String(message.message), /fault of Ropewalk/);
    if (message.event === 'output') assert.doesNotMatch(String(message.body.output), /fault of Ropewalk/);
    if (message.event === 'stopped') this.running = false;
    if (message.event === 'terminated') this.over = true;
    return message;
  }

  /** Lets what runs come to a stop, by a pause; launches again what has ended; and looks where it stands. */
  async settle(): Promise<void> {
    if (this.over) {
      await this.answer('launch', { program: this.program, memoryLimit: 8 });
    }
    if (this.running) this.client.sendRaw('pause', { threadId: 1 });
    while (this.running && !this.over) await this.take();
    if (this.over) return;
    await this.answer('stackTrace', { threadId: 1, levels: 3 });
    for (const frameId of this.frames) await this.answer('scopes', { frameId });
    for (const variablesReference of this.containers) await this.answer('variables', { variablesReference });
  }

  private sensible(): [string, unknown] {
    const thread = { threadId: 1 };
    const source = { path: this.program };
    const line = 1 + this.upTo(this.lines + 2);
    const frameId = this.pick(this.frames);
    const choices: (() => [string, unknown])[] = [
      () => [
        this.pick(MOVES),
        { ...thread, granularity: this.pick([undefined, 'statement', 'line', 'instruction']) },
      ],
      () => [this.pick(MOVES), thread],
      () => ['stackTrace', { ...thread, startFrame: this.upTo(3), levels: this.upTo(4) }],
      () => ['scopes', { frameId }],
      () => [
        'variables',
        { variablesReference: this.pick(this.containers), start: this.upTo(3), count: this.upTo(4) },
      ],
      () => [
        'evaluate',
        { expression: this.pick(EXPRESSIONS), frameId, context: this.pick(['watch', 'repl', 'hover']) },
      ],
      () => [
        'setVariable',
        {
          variablesReference: this.pick(this.containers),
          name: this.pick(['n', 'i', '[0]']),
          value: this.pick(EXPRESSIONS),
        },
      ],
      () => ['setExpression', { expression: this.pick(EXPRESSIONS), value: this.pick(EXPRESSIONS), frameId }],
      () => [
        'setBreakpoints',
        {
          source,
          breakpoints: [
            {
              line,
              condition: this.pick([undefined, 'n > 3', '(']),
              hitCondition: this.pick([undefined, '% 2', 'x']),
            },
          ],
        },
      ],
      () => ['setBreakpoints', { source, breakpoints: [] }],
      () => [
        'setFunctionBreakpoints',
        { breakpoints: this.random() < 0.5 ? [] : [{ name: this.pick(['add', 'main', 'no']) }] },
      ],
      () => ['dataBreakpointInfo', { name: this.pick(EXPRESSIONS), frameId }],
      () => [
        'dataBreakpointInfo',
        { variablesReference: this.pick(this.containers), name: this.pick(['n', '[0]']) },
      ],
      () => [
        'setDataBreakpoints',
        { breakpoints: this.random() < 0.5 ? [] : [{ dataId: String(1 + this.upTo(3)) }] },
      ],
      () => ['setExceptionBreakpoints', { filters: this.pick([[], ['all'], ['bounds']]) }],
      () => ['breakpointLocations', { source, line, endLine: line + this.upTo(5) }],
      () => ['gotoTargets', { source, line }],
      () => ['goto', { ...thread, targetId: this.pick(this.targets) }],
      () => ['restartFrame', { frameId }],
      () => ['restart', undefined],
      () => ['ropewalk/history', undefined],
      () => ['ropewalk/goToTime', { time: this.upTo(200) }],
      () => ['stepInTargets', { frameId }],
      () => ['completions', { text: this.pick(EXPRESSIONS), column: 1 + this.upTo(3), frameId }],
      () => [
        'readMemory',
        { memoryReference: this.pick(this.memory), offset: this.upTo(500) - 250, count: this.upTo(100) },
      ],
      () => [
        'writeMemory',
        { memoryReference: this.pick(this.memory), offset: this.upTo(20), data: 'AAECAw==' },
      ],
      () => ['exceptionInfo', thread],
      () => ['threads', undefined],
      () => ['pause', thread],
      () => ['cancel', { requestId: this.pick(this.inFlight) }],
    ];
    return this.pick(choices)();
  }

  private senseless(): [string, unknown] {
    const [command, args] = this.sensible();
    if (typeof args !== 'object' || args === null || this.random() < 0.2) return [command, this.pick(ODD)];
    const names = Object.keys(args);
    return [command, { ...args, [this.pick(names)]: this.pick(ODD) }];
  }

  private begin(): void {
    this.running = true;
    this.over = false;
  }

  private learn(command: string, succeeded: boolean, body: Body): void {
    const moves = ['launch', ...MOVES, 'goto', 'restartFrame', 'restart', 'ropewalk/goToTime'];
    // The stop may have come already; then the settling pause is refused, which does no harm.
    if (moves.includes(command) && succeeded) this.begin();
    const ids = (list: Body[] | undefined, name: string): number[] =>
      (list ?? []).map((one) => Number(one[name])).filter((id) => id > 0);
    const learnt = {
      frames: ids(body?.stackFrames, 'id'),
      containers: [...ids(body?.scopes, 'variablesReference'), ...ids(body?.variables, 'variablesReference')],
      targets: command === 'gotoTargets' ? ids(body?.targets, 'id') : [],
    };
    if (learnt.frames.length > 0) this.frames = learnt.frames;
    if (learnt.containers.length > 0) this.containers = learnt.containers;
    const memory = ((body?.variables ?? []) as Body[]).flatMap(
      (one) => String(one.memoryReference ?? '') || [],
    );
    if (memory.length > 0) this.memory = memory;
    if (learnt.targets.length > 0) this.targets = learnt.targets;
  }

  private upTo(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.upTo(list.length)] as T;
  }
}
