// The arguments of a request, read with care: a client may send anything, so each one is checked when it
// is read, and the error names it by its path. Numbers are held inside what the adapter can work with.
import { badArgument } from './errors';
import type { RequestError } from './errors';

/** Range of a number, both ends allowed. */
export interface Bounds {
  readonly least?: number;
  readonly most?: number;
}

/** The protocol's numbers are 32-bit signed unless it says otherwise. */
const LARGEST = 2 ** 31 - 1;

type Failure = (path: string, wanted: string) => RequestError;

/** Reads one JSON object field by field. Every method throws the failure for a field of the wrong kind. */
export class Arguments {
  private readonly fields: Readonly<Record<string, unknown>>;

  /**
   * @param value what the client sent; absent counts as an object without fields
   * @param path where it stands, '' for the arguments themselves
   * @param failure makes the error
   */
  constructor(
    value: unknown,
    private readonly path = '',
    private readonly failure: Failure = badArgument,
  ) {
    if (!isObject(value ?? {})) throw failure(path || 'arguments', 'an object');
    this.fields = (value ?? {}) as Record<string, unknown>;
  }

  /** Names of the fields that are there. */
  names(): string[] {
    return Object.keys(this.fields);
  }

  /** The object as it came. */
  all(): Readonly<Record<string, unknown>> {
    return this.fields;
  }

  /** The field as it came; null counts as absent. */
  raw(name: string): unknown {
    return Object.hasOwn(this.fields, name) ? (this.fields[name] ?? undefined) : undefined;
  }

  integer(name: string, bounds: Bounds = {}): number {
    return this.required(name, wholeNumber(bounds), this.optionalInteger(name, bounds));
  }

  optionalInteger(name: string, { least = 0, most = LARGEST }: Bounds = {}): number | undefined {
    return this.checked(
      name,
      wholeNumber({ least, most }),
      (v): v is number => typeof v === 'number' && Number.isInteger(v) && v >= least && v <= most,
    );
  }

  string(name: string): string {
    return this.required(name, 'a string', this.optionalString(name));
  }

  optionalString(name: string): string | undefined {
    return this.checked(name, 'a string', (v): v is string => typeof v === 'string');
  }

  optionalBoolean(name: string): boolean | undefined {
    return this.checked(name, 'true or false', (v): v is boolean => typeof v === 'boolean');
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const wanted = `one of ${choices.map((choice) => `"${choice}"`).join(', ')}`;
    return this.checked(name, wanted, (v): v is T => choices.includes(v as T));
  }

  optionalStrings(name: string): string[] | undefined {
    return this.checked(
      name,
      'a list of strings',
      (v): v is string[] => Array.isArray(v) && v.every((item) => typeof item === 'string'),
    );
  }

  object(name: string): Arguments {
    return this.required(name, 'an object', this.optionalObject(name));
  }

  optionalObject(name: string): Arguments | undefined {
    const value = this.checked(name, 'an object', isObject);
    return value && new Arguments(value, this.at(name), this.failure);
  }

  /** A list of objects; absent is undefined. */
  optionalObjects(name: string): Arguments[] | undefined {
    const list = this.checked(name, 'a list of objects', (v): v is unknown[] => Array.isArray(v));
    return list?.map((item, index) => {
      if (!isObject(item)) throw this.failure(`${this.at(name)}[${index}]`, 'an object');
      return new Arguments(item, `${this.at(name)}[${index}]`, this.failure);
    });
  }

  /** The error for a field of this object, for checks that are the caller's. */
  bad(name: string, wanted: string): RequestError {
    return this.failure(this.at(name), wanted);
  }

  private at(name: string): string {
    return this.path ? `${this.path}.${name}` : name;
  }

  private checked<T>(name: string, wanted: string, test: (value: unknown) => value is T): T | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (!test(value)) throw this.bad(name, wanted);
    return value;
  }

  private required<T>(name: string, wanted: string, value: T | undefined): T {
    if (value === undefined) throw this.bad(name, wanted);
    return value;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wholeNumber({ least = 0, most = LARGEST }: Bounds): string {
  return most >= LARGEST ? `a whole number of at least ${least}` : `a whole number from ${least} to ${most}`;
}
