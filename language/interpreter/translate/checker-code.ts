// The checker's own compiled code: what happens all the time, for few bytes. First writes to fresh memory, small
// blocks that are handed out and given back; everything else is MemoryChecker's. The functions take what
// translate/checks.ts says.
//
// Bits are read and written in words of 64: those of up to 56 bytes are in the word that begins at the byte
// with the first one's bit, wherever in it that is.
import { RECORD } from '../memory-check/block-records';
import { BLOCK_SPACING, RECORD_SIZE, type ShadowLayout } from '../memory-check/shadow-layout';
import { CONTROL, type MemoryLayout } from '../memory-layout';
import { Code } from '../wasm/code';
import { F64, I32, I64, type ModuleBuilder, type WasmType } from '../wasm/encoder';

/** Ranges up to this long are dealt with here. */
const FEW_BYTES = 56;
/** Bytes before a block's payload, where its size is. */
const HEADER = 16;

/** Numbers of the imports. */
interface CheckerImports {
  readonly mark: number;
  /** (address, size): a store that is wrong, or of many bytes */
  readonly store: number;
  /** (to, from, size): the same for a copy */
  readonly copy: number;
  /** (block, size, whether it is forbidden from now on): the bits of a large block */
  readonly cover: number;
}

/** Before functions are added. */
export function importChecker(builder: ModuleBuilder, module: string, mark: number): CheckerImports {
  const add = (name: string, parameters: WasmType[]) =>
    builder.importFunction(module, name, builder.type(parameters, []));
  return {
    mark,
    store: add('refuseStore', [I32, I32]),
    copy: add('refuseCopy', [I32, I32, I32]),
    cover: add('coverBlock', [I64, I64, I32]),
  };
}

/** The exports, which the other modules import under the same names. */
export const CHECKER_EXPORTS = ['checkStore', 'checkCopy', 'heapAllocated', 'heapFreed'] as const;

/** Adds the functions to the engine's module and exports them. */
export function addCheckerCode(
  builder: ModuleBuilder,
  layout: MemoryLayout,
  shadow: ShadowLayout,
  imports: CheckerImports,
): void {
  const add = (
    name: (typeof CHECKER_EXPORTS)[number],
    parameters: WasmType[],
    locals: WasmType[],
    code: Code,
  ) => {
    const fn = builder.addFunction({ type: builder.type(parameters, []), locals, code: code.bytes });
    builder.exportFunction(name, fn);
  };
  const parts = { layout, shadow, imports };
  add('checkStore', [I32, I32], [I64, I32], storeInDoubt(parts));
  add('checkCopy', [I32, I32, I32], [I64, I32], copyInDoubt(parts));
  add('heapAllocated', [I64, I64], [I32, I32, I32], heapAllocated(parts));
  add('heapFreed', [I64], [I32, I32, I64], heapFreed(parts));
}

interface Parts {
  readonly layout: MemoryLayout;
  readonly shadow: ShadowLayout;
  readonly imports: CheckerImports;
}

/** (address, size) */
function storeInDoubt({ layout, shadow, imports }: Parts): Code {
  const [address, size, mask, at] = [0, 1, 2, 3];
  const code = new Code();
  code.get(size).i32(FEW_BYTES).op('i32.gt_u').if();
  code.get(address).get(size).call(imports.store).op('return').end();
  setMask(code, size, mask);
  bits(code, shadow.forbidden, address);
  code.get(mask).op('i64.and').i64(0n).op('i64.ne').if();
  code.get(address).get(size).call(imports.store).op('return').end();
  setWord(code, shadow.doubt, address, at);
  barrier(code, layout, imports, at);
  code.get(at).get(at).access('i64.load', 0);
  shifted(code, address, () => code.get(mask));
  code.i64(-1n).op('i64.xor').op('i64.and').access('i64.store', 0);
  return code;
}

/** (to, from, size) */
function copyInDoubt({ layout, shadow, imports }: Parts): Code {
  const [to, from, size, mask, at] = [0, 1, 2, 3, 4];
  const code = new Code();
  const leaveToChecker = () => {
    code.if();
    code.get(to).get(from).get(size).call(imports.copy).op('return').end();
  };
  code.get(size).i32(FEW_BYTES).op('i32.gt_u');
  leaveToChecker();
  setMask(code, size, mask);
  bits(code, shadow.forbidden, to);
  bits(code, shadow.forbidden, from);
  code.op('i64.or').get(mask).op('i64.and').i64(0n).op('i64.ne');
  leaveToChecker();
  setWord(code, shadow.doubt, to, at);
  barrier(code, layout, imports, at);
  code.get(at).get(at).access('i64.load', 0);
  shifted(code, to, () => code.get(mask));
  code.i64(-1n).op('i64.xor').op('i64.and');
  shifted(code, to, () => {
    bits(code, shadow.doubt, from);
    code.get(mask).op('i64.and');
  });
  code.op('i64.or').access('i64.store', 0);
  return code;
}

/** (block, size) */
function heapAllocated(parts: Parts): Code {
  const [block, size, address, at, capacity] = [0, 1, 2, 3, 4];
  const { imports } = parts;
  const code = new Code();
  code.get(block).op('i32.wrap_i64').tee(address);
  code.i32(HEADER).op('i32.sub').access('i32.load', 0).i32(HEADER).op('i32.sub').set(capacity);
  setRecord(code, parts, address, at);
  barrier(code, parts.layout, imports, at);
  code.get(at).get(size).op('i32.wrap_i64').access('i32.store', RECORD.size);
  code.get(at).get(capacity).get(address).i32(4).op('i32.shr_u').i32(1).op('i32.and').op('i32.or');
  code.access('i32.store', RECORD.capacity);
  storeTime(code, at, RECORD.allocated);
  code.get(at).zero(F64).access('f64.store', RECORD.freed);
  return coverBlock(code, parts, { block, size, isForbidden: false, address, at });
}

/** (block) */
function heapFreed(parts: Parts): Code {
  const [block, address, at, size] = [0, 1, 2, 3];
  const { layout, imports } = parts;
  const code = new Code();
  code.get(block).op('i64.eqz').if();
  code.op('return').end();
  code.get(block).op('i32.wrap_i64').set(address);
  setRecord(code, parts, address, at);
  barrier(code, layout, imports, at);
  storeTime(code, at, RECORD.freed);
  code.get(at).access('i32.load', RECORD.size).op('i64.extend_i32_u').set(size);
  return coverBlock(code, parts, { block, size, isForbidden: true, address, at });
}

interface Cover {
  readonly block: number;
  /** An i64. */
  readonly size: number;
  readonly isForbidden: boolean;
  readonly address: number;
  /** A local that is free by now. */
  readonly at: number;
}

/** Puts all of a block in doubt, and forbids it or not. A block's first bit is the lowest of its byte. */
function coverBlock(code: Code, { layout, shadow, imports }: Parts, cover: Cover): Code {
  const { block, size, isForbidden, address, at } = cover;
  code.get(size).i64(BigInt(FEW_BYTES)).op('i64.gt_u').if();
  code
    .get(block)
    .get(size)
    .i32(isForbidden ? 1 : 0)
    .call(imports.cover)
    .op('return')
    .end();
  const change = (bitmap: number, isSet: boolean) => {
    setWord(code, bitmap, address, at);
    barrier(code, layout, imports, at);
    code.get(at).get(at).access('i64.load', 0);
    code.i64(1n).get(size).op('i64.shl').i64(1n).op('i64.sub');
    if (isSet) code.op('i64.or');
    else code.i64(-1n).op('i64.xor').op('i64.and');
    code.access('i64.store', 0);
  };
  change(shadow.doubt, true);
  change(shadow.forbidden, isForbidden);
  return code;
}

/** Sets `at` to the address of a block's record. */
function setRecord(code: Code, { shadow }: Parts, address: number, at: number): void {
  code.get(address).i32(shadow.heap).op('i32.sub').i32(Math.log2(BLOCK_SPACING)).op('i32.shr_u');
  code.i32(RECORD_SIZE).op('i32.mul').i32(shadow.blocks).op('i32.add').set(at);
}

/** Stores the present moment plus one: see MemoryChecker. */
function storeTime(code: Code, at: number, offset: number): void {
  code.get(at).loadAt('f64.load', CONTROL.deadline);
  code.loadAt('i32.load', CONTROL.savedFuel).loadAt('i32.load', CONTROL.fuel);
  code.loadAt('i32.load', CONTROL.armed).op('select');
  code.loadAt('i32.load', CONTROL.beyond).op('i32.add');
  code.op('f64.convert_i32_s').op('f64.sub').access('f64.store', offset);
}

/** The i64 local `mask` becomes as many ones as the i32 local `size` says. */
function setMask(code: Code, size: number, mask: number): void {
  code.i64(1n).get(size).op('i64.extend_i32_u').op('i64.shl').i64(1n).op('i64.sub').set(mask);
}

/** Sets `at` to the address of the word of bits that begins with that of an address. */
function setWord(code: Code, bitmap: number, address: number, at: number): void {
  code.get(address).i32(3).op('i32.shr_u').i32(bitmap).op('i32.add').set(at);
}

/** Pushes the bits of an address and of those behind it. */
function bits(code: Code, bitmap: number, address: number): void {
  code.get(address).i32(3).op('i32.shr_u').access('i64.load', bitmap);
  code.get(address).i32(7).op('i32.and').op('i64.extend_i32_u').op('i64.shr_u');
}

/** Pushes bits where they belong in the word of an address. */
function shifted(code: Code, address: number, push: () => void): void {
  push();
  code.get(address).i32(7).op('i32.and').op('i64.extend_i32_u').op('i64.shl');
}

/** Marks the page of an address in the shadow as written; the page behind it is marked with it. */
function barrier(code: Code, { pageStatus }: MemoryLayout, { mark }: CheckerImports, at: number): void {
  code.get(at).i32(12).op('i32.shr_u').access('i32.load8_u', pageStatus).if();
  code.get(at).call(mark).end();
}
