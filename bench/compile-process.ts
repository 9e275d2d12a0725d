// A process that compiles the program on its standard input as often as its argument says, and prints the times as JSON:
// what the `compile` suite starts (compile.ts).
import { readFileSync } from 'node:fs';
import { compileOnce } from './compilation';

const text = readFileSync(0, 'utf8');
const runs = Array.from({ length: Number(process.argv[2]) }, () => compileOnce(text));
process.stdout.write(JSON.stringify(runs));
