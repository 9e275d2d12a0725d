// Trees as short texts, so that a test can say what a text means in one line: every operation is in
// parentheses, `a + b * c` being `(a + (b * c))`.
import type { Expression, TypeExpression } from '../../language/syntax/ast';

export function outlineType(type: TypeExpression): string {
  switch (type.kind) {
    case 'NamedType':
      return `${type.name.text}${type.arguments ? `(${type.arguments.map(outline).join(', ')})` : ''}`;
    case 'MetaType':
      return 'type';
    case 'PointerType':
      return `*${outlineType(type.pointee)}`;
    case 'ArrayType':
      return `[${outline(type.length)}]${outlineType(type.element)}`;
    case 'SliceType':
      return `[]${outlineType(type.element)}`;
    case 'StructType':
      return `{${type.fields.map((f) => `${f.name.text}: ${outlineType(f.type)}`).join(', ')}}`;
    case 'EnumType':
      return `enum {${type.tags.map(({ name, payload }) => name.text + (payload ? `: ${outlineType(payload)}` : '')).join(', ')}}`;
    case 'FunctionType': {
      const result = type.result ? ` ${outlineType(type.result)}` : '';
      return `fn(${type.parameters.map(outlineType).join(', ')})${result}`;
    }
    case 'TagTypeOf':
      return `${outlineType(type.base)}.tag`;
    case 'TypeofType':
      return `typeof(${outline(type.expression)})`;
    case 'ErrorType':
      return '<error>';
  }
}

const optional = (expression: Expression | undefined): string => (expression ? outline(expression) : '');

export function outline(e: Expression): string {
  switch (e.kind) {
    case 'IntegerLiteral':
    case 'FloatLiteral':
    case 'BooleanLiteral':
    case 'CharacterLiteral':
      return String(e.value);
    case 'StringLiteral':
      return JSON.stringify(Buffer.from(e.bytes).toString('utf8'));
    case 'NilLiteral':
      return 'nil';
    case 'NameExpression':
      return e.name.text;
    case 'UnaryExpression':
      return `(${e.operator}${outline(e.operand)})`;
    case 'DereferenceExpression':
      return `(${outline(e.operand)}^)`;
    case 'BinaryExpression':
      return `(${outline(e.left)} ${e.operator} ${outline(e.right)})`;
    case 'CallExpression':
      return `${outline(e.callee)}(${e.arguments.map(outline).join(', ')})`;
    case 'IndexExpression':
      return `${outline(e.base)}[${outline(e.index)}]`;
    case 'SliceExpression':
      return `${outline(e.base)}[${optional(e.low)}..${optional(e.high)}]`;
    case 'MemberExpression':
      return `${outline(e.base)}.${e.member.text}`;
    case 'TagExpression':
      return `.${e.tag.text}`;
    case 'AsyncExpression':
      return `#async ${outline(e.call)}`;
    case 'IsExpression':
      return `(${outline(e.operand)} is ${e.tag.text})`;
    case 'CastExpression':
      return `(cast(${outlineType(e.type)}) ${outline(e.operand)})`;
    case 'HeapExpression':
      return `(heap ${outline(e.operand)})`;
    case 'MakeExpression':
      return `make(${outlineType(e.element)}, ${outline(e.count)})`;
    case 'SizeofExpression':
      return `sizeof(${outlineType(e.type)})`;
    case 'RunExpression':
      return `(#run ${outline(e.operand)})`;
    case 'StructLiteral': {
      const fields = e.fields.map((f) => (f.name ? `${f.name.text}: ` : '') + outline(f.value));
      return `${e.type ? outlineType(e.type) : ''}{${fields.join(', ')}}`;
    }
    case 'ArrayLiteral':
      return `[${e.elements.map(outline).join(', ')}]`;
    case 'TypeArgument':
      return outlineType(e.type);
    case 'ErrorExpression':
      return '<error>';
  }
}
