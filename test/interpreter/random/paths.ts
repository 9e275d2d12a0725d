// Which values can be found inside of others: fields, elements, and what pointers point at.
import { isSame, TEXT, type Type } from './types';

export class Paths {
  /** @param sparesTexts nothing is written to an `[]i8`, whose bytes may be read-only */
  constructor(private readonly sparesTexts: boolean) {}

  /** Whether in so many steps one comes from a value of one type to one of the other. */
  reaches(from: Type, to: Type, depth: number, isTarget: boolean): boolean {
    if (isSame(from, to)) return true;
    return (
      depth > 0 && this.parts(from, isTarget).some((part) => this.reaches(part, to, depth - 1, isTarget))
    );
  }

  parts(type: Type, isTarget: boolean): readonly Type[] {
    switch (type.kind) {
      case 'struct':
        return type.fields.map((field) => field.type);
      case 'array':
        return [type.element];
      case 'slice':
        return isTarget && this.sparesTexts && isSame(type, TEXT) ? [] : [type.element];
      case 'pointer':
        return [type.pointee];
      default:
        return [];
    }
  }
}
