// The beginning of each C program: the language's types, operations and traps, with nothing undefined.
import { INTEGERS } from './types';

const HEAD = `#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>
typedef int8_t i8; typedef int16_t i16; typedef int32_t i32; typedef int64_t i64;
typedef uint8_t u8; typedef uint16_t u16; typedef uint32_t u32; typedef uint64_t u64;
typedef float f32; typedef double f64; typedef _Bool bool;
#define pr(s) fputs(s, stdout)
static void die(void) { putchar('\\n'); fflush(stdout); _Exit(134); }
#define TRAP(...) (printf("\\ntrap: " __VA_ARGS__), die())
static void pr_bool(bool x) { pr(x ? "true" : "false"); }
static i64 chk(i64 i, i64 n) { if (i < 0 || i >= n) TRAP("index: index %lld out of bounds for length %lld", (long long)i, (long long)n); return i; }
static void chkr(i64 a, i64 b, i64 n) { if (a < 0 || a > b || b > n) TRAP("slice: slice %lld..%lld out of bounds for length %lld", (long long)a, (long long)b, (long long)n); }
static void nil(const void *p) { if ((u64)p < 65536) TRAP("nil: nil pointer dereference"); }
static void digits(char *d, int e, int n) {
  if (e >= -7 && e < 21) {
    if (e < 0) { pr("0."); for (int i = -1; i > e; i--) pr("0"); pr(d); return; }
    for (int i = 0; i <= e || i < n; i++) { if (i == e + 1) pr("."); putchar(i < n ? d[i] : '0'); }
    return;
  }
  putchar(d[0]); if (n > 1) { pr("."); pr(d + 1); }
  printf("e%d", e);
}
static void pr_float(f64 x, int is32) {
  if (x != x) { pr("nan"); return; }
  if (signbit(x)) { pr("-"); x = -x; }
  if (isinf(x)) { pr("inf"); return; }
  if (x == 0) { pr("0"); return; }
  char text[64], d[32]; int e, n = 0;
  for (int p = 0; p < 17; p++) {
    snprintf(text, 64, "%.*e", p, x);
    if (is32 ? strtof(text, 0) == (f32)x : strtod(text, 0) == x) break;
  }
  e = atoi(strchr(text, 'e') + 1);
  for (char *c = text; *c != 'e'; c++) if (*c != '.') d[n++] = *c;
  while (n > 1 && d[n - 1] == '0') n--;
  d[n] = 0; digits(d, e, n);
}
static void pr_f64(f64 x) { pr_float(x, 0); }
static void pr_f32(f32 x) { pr_float(x, 1); }
static f64 add_f64(f64 a, f64 b) { return a + b; } static f32 add_f32(f32 a, f32 b) { return a + b; }
static f64 sub_f64(f64 a, f64 b) { return a - b; } static f32 sub_f32(f32 a, f32 b) { return a - b; }
static f64 mul_f64(f64 a, f64 b) { return a * b; } static f32 mul_f32(f32 a, f32 b) { return a * b; }
static f64 div_f64(f64 a, f64 b) { return a / b; } static f32 div_f32(f32 a, f32 b) { return a / b; }
`;

function integerOperations({ name, bits, isSigned }: (typeof INTEGERS)[number]): string {
  const wrap = (op: string, sign: string) =>
    `static ${name} ${op}_${name}(${name} a, ${name} b) { return (${name})((u64)a ${sign} (u64)b); }`;
  const zero = `if (b == 0) TRAP("divide: division by zero");`;
  const least = (result: string) => (isSigned ? ` if (b == -1) return ${result};` : '');
  const most = isSigned ? 2n ** BigInt(bits - 1) - 1n : 2n ** BigInt(bits) - 1n;
  const min = isSigned ? `(-${most}LL - 1)` : '0';
  return [
    wrap('add', '+'),
    wrap('sub', '-'),
    wrap('mul', '*'),
    wrap('and', '&'),
    wrap('or', '|'),
    wrap('xor', '^'),
    `static ${name} div_${name}(${name} a, ${name} b) { ${zero}${least(`(${name})(0 - (u64)a)`)} return (${name})(a / b); }`,
    `static ${name} rem_${name}(${name} a, ${name} b) { ${zero}${least('0')} return (${name})(a % b); }`,
    `static ${name} shl_${name}(${name} a, u64 n) { return (${name})((u64)a << (n & ${bits - 1})); }`,
    `static ${name} shr_${name}(${name} a, u64 n) { return (${name})(a >> (n & ${bits - 1})); }`,
    `static ${name} from_${name}(f64 x) { if (x != x) return 0; if (x <= (f64)${min}) return (${name})${min}; if (x >= (f64)${most}ULL) return (${name})${most}ULL; return (${name})x; }`,
    `static void pr_${name}(${name} x) { printf("${isSigned ? '%lld' : '%llu'}", (${isSigned ? 'long long' : 'unsigned long long'})x); }`,
  ].join('\n');
}

export const C_RUNTIME = `${HEAD}${INTEGERS.map(integerOperations).join('\n')}\n`;
