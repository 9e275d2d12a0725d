// The program's memory as bytes.
import type { Arguments } from '../arguments';
import { fromBase64, toBase64 } from '../base64';
import { badArgument, refused } from '../errors';
import { memoryReference } from '../shapes';
import { announceChange } from './variables';
import type { RequestFamily } from './request';

/** Bytes in one answer or one write. */
const LARGEST_PORTION = 16 * 1024 * 1024;
/** Offsets are added to addresses; both stay exact. */
const FAR = 2 ** 48;

export const memory: RequestFamily = {
  readMemory: {
    when: 'stopped',
    handle(context, args) {
      const address = addressOf(args);
      const count = args.integer('count', { most: LARGEST_PORTION });
      if (address < 0) return { body: { address: '0x0', unreadableBytes: Math.min(count, -address) } };
      const { bytes, unreadable } = context.debuggee.debugger('readMemory').readMemory(address, count);
      return {
        body: {
          address: memoryReference(address),
          ...(bytes.length > 0 && { data: toBase64(bytes) }),
          ...(unreadable > 0 && { unreadableBytes: unreadable }),
        },
      };
    },
  },
  writeMemory: {
    when: 'stopped',
    handle(context, args) {
      const address = addressOf(args);
      const bytes = bytesOf(args);
      const partly = args.optionalBoolean('allowPartial') ?? false;
      const api = context.debuggee.debugger('writeMemory');
      const writable = address < 0 ? 0 : api.readMemory(address, bytes.length).bytes.length;
      if (writable < bytes.length && (!partly || writable === 0)) {
        throw refused(`Only ${writable} of these ${bytes.length} bytes are in the program's memory.`, true);
      }
      const result = api.writeMemory(address, bytes.subarray(0, writable));
      if (!result.ok) throw refused(result.message, true);
      const { written } = result;
      return {
        body: { bytesWritten: written },
        afterwards: () => announceChange(context, { address, size: written }),
      };
    },
  },
};

function addressOf(args: Arguments): number {
  const text = args.string('memoryReference');
  if (!/^(0x[0-9a-f]{1,12}|\d{1,15})$/i.test(text))
    throw args.bad('memoryReference', 'an address such as "0x1000"');
  return Number(text) + (args.optionalInteger('offset', { least: -FAR, most: FAR }) ?? 0);
}

function bytesOf(args: Arguments): Uint8Array {
  const bytes = fromBase64(args.string('data'));
  if (!bytes) throw badArgument('data', 'bytes in base64');
  if (bytes.length > LARGEST_PORTION) throw badArgument('data', 'at most 16 MiB');
  return bytes;
}
