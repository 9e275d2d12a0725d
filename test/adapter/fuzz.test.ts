// Random sessions against the real debugger: every request is answered, nothing hangs, nothing throws, and
// at the end the session still terminates and disconnects. ROPEWALK_LONG=1 runs many more.
import { launch } from '../../language/debugger/launch';
import { launched } from './conversation';
import { RandomRequests, randomNumbers } from './random-requests';

const PROGRAM = `n: i64;
xs: [4]i32;
fn add(a: i64, b: i64) i64 {
    n += 1;
    return a + b;
}
fn spin() i64 { while true { n += 1; } }
fn deep(k: i64) i64 {
    if k == 0 { return 0; }
    return deep(k - 1) + 1;
}
fn main() i32 {
    p := heap 5;
    for i in 0..20 {
        xs[i % 4] = i;
        n = add(n, cast(i64) i);
        print("{} {}\\n", i, n);
    }
    deep(50);
    p^ = 6;
    free(p);
    return xs[cast(i32) n % 3];
}
`;

const LONG = process.env['ROPEWALK_LONG'] === '1';
const SESSIONS = LONG ? 200 : 4;
const REQUESTS = LONG ? 400 : 60;

describe('adapter: random requests', function () {
  this.timeout(LONG ? 3_600_000 : 60_000);
  this.slow(10_000);

  for (let seed = 1; seed <= SESSIONS; seed++) {
    it(`are all answered (seed ${seed})`, async () => {
      const { client, program } = await launched(launch, PROGRAM, {
        stopOnEntry: seed % 2 === 0,
        memoryLimit: 8,
      });
      const requests = new RandomRequests(client, program, PROGRAM.split('\n').length, randomNumbers(seed));
      client.sendRaw('configurationDone');
      requests.running = true;
      while ((await requests.take()).command !== 'configurationDone');
      for (let count = 0; count < REQUESTS; count++) {
        if (count % 3 === 0) await requests.settle();
        await requests.one();
      }
      const last = client.sendRaw('disconnect');
      while ((await requests.take()).request_seq !== last);
    });
  }
});
