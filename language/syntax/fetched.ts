// What lies where getting it takes time: files in a browser, where an editor reads them for us. Whoever asks for
// something that is not here yet goes without it; what was asked for is then fetched, and the asking done again.

/** What became of reading a file: its bytes, or why there are none, such as `there is no such file`. */
export type FetchedFile =
  { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly reason: string };

export class Fetched<T> {
  private known = new Map<string, T>();
  private wanted = new Set<string>();

  /** @param fetch gets what has a name; never rejects */
  constructor(private readonly fetch: (name: string) => Promise<T>) {}

  /** Undefined as long as it is not here; it will be fetched then. */
  get(name: string): T | undefined {
    const known = this.known.get(name);
    if (known === undefined) this.wanted.add(name);
    return known;
  }

  /** Fetches what was asked for in vain. False if there was nothing: then all answers were the right ones. */
  async fetchWanted(): Promise<boolean> {
    const { known, wanted } = this;
    this.wanted = new Set();
    await Promise.all([...wanted].map(async (name) => known.set(name, await this.fetch(name))));
    return wanted.size > 0;
  }

  /** Has everything fetched anew, also what is under way. */
  forget(): void {
    this.known = new Map();
  }
}
