// Every name in a program with what it stands for: one walk over the tree with the checker's tables beside it,
// made when the first question needs it.
import type * as ast from '../syntax/ast';
import type { Offset } from '../syntax/source';
import { eachNode, type AnyNode } from '../syntax/walk';
import type { CheckedProgram, Tables } from '../semantics/checked';
import type { Symbol } from '../semantics/symbol';
import { taggedBy, type Type } from '../semantics/types';
import { keyOf, type Entity, type Occurrence } from './entity';

export class Occurrences {
  private readonly byFile = new Map<string, Occurrence[]>();
  private readonly byKey = new Map<string, Occurrence[]>();

  constructor(program: CheckedProgram) {
    const found = new Map<string, Map<Offset, Occurrence>>();
    const add = (occurrence: Occurrence): void => {
      const { source, start } = occurrence.span;
      const file = found.get(source.path) ?? new Map<Offset, Occurrence>();
      found.set(source.path, file);
      // Copies of a generic declaration have the places of the original.
      if (!file.has(start)) file.set(start, occurrence);
    };
    const collector = new Collector(program, add);
    for (const unit of program.units) eachNode(unit, (node) => collector.visit(node as ast.Node & AnyNode));
    for (const { declaration } of program.functions)
      if (collector.isUnvisited(declaration))
        eachNode(declaration, (node) => collector.visit(node as ast.Node & AnyNode));
    for (const [path, file] of found) this.index(path, [...file.values()]);
  }

  private index(path: string, occurrences: Occurrence[]): void {
    occurrences.sort((a, b) => a.span.start - b.span.start);
    this.byFile.set(path, occurrences);
    for (const occurrence of occurrences) {
      const key = keyOf(occurrence.entity);
      const same = this.byKey.get(key);
      if (same) same.push(occurrence);
      else this.byKey.set(key, [occurrence]);
    }
  }

  /** All names of a file, in the order of the text. */
  inFile(path: string): readonly Occurrence[] {
    return this.byFile.get(path) ?? [];
  }

  /** All names that stand for the entity, its declaration among them. */
  of(entity: Entity): readonly Occurrence[] {
    return this.byKey.get(keyOf(entity)) ?? [];
  }

  /** The name that holds or ends at an offset. */
  at(path: string, offset: Offset): Occurrence | undefined {
    const all = this.inFile(path);
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((all[middle] as Occurrence).span.start <= offset) low = middle + 1;
      else high = middle;
    }
    const found = all[low - 1];
    return found && offset <= found.span.end ? found : undefined;
  }
}

/** Tells what names mean, node by node. */
class Collector {
  private readonly visited = new Set<object>();

  constructor(
    private readonly tables: Tables,
    private readonly add: (occurrence: Occurrence) => void,
  ) {}

  isUnvisited(node: object): boolean {
    return !this.visited.has(node);
  }

  visit(node: ast.Node & AnyNode): void {
    switch (node.kind) {
      case 'FunctionDeclaration':
        this.visited.add(node);
        return;
      case 'Name':
        return this.visitName(node);
      case 'MemberExpression':
        return this.visitMember(node);
      case 'TagExpression':
        return this.tag(node.tag, this.tables.typeOf.get(node), this.tables.tagOf.get(node));
      case 'IsExpression':
        return this.tag(node.tag, this.tables.typeOf.get(node.operand), this.tables.tagOf.get(node));
      case 'CallExpression':
        return this.visitCall(node);
      case 'SwitchStatement':
        return this.visitSwitch(node);
      case 'StructLiteral':
        return this.visitStructLiteral(node);
      case 'StructType':
        return this.visitStructType(node);
      case 'EnumType':
        return this.visitEnumType(node);
    }
  }

  private visitName(name: ast.Name): void {
    const declared = this.tables.declared.get(name);
    const symbol = declared ?? this.tables.symbolOf.get(name);
    if (symbol) this.symbol(name, symbol, declared !== undefined);
  }

  private visitMember(node: ast.MemberExpression): void {
    if (this.tables.symbolOf.has(node.member)) return; // of a module: the name itself is visited
    const { tables } = this;
    const tag = tables.tagOf.get(node);
    if (tag !== undefined) return this.tag(node.member, tables.typeOf.get(node), tag);
    const index = tables.fieldIndexOf.get(node);
    const base = tables.typeOf.get(node.base);
    const type = base?.kind === 'pointer' ? base.pointee : base;
    if (type?.kind === 'struct') this.field(node.member, type, index);
    else if (type?.kind === 'enum') this.tag(node.member, type, index);
  }

  private visitCall(node: ast.CallExpression): void {
    const { callee } = node;
    const tag = this.tables.tagOf.get(node);
    if (tag !== undefined) {
      const name =
        callee.kind === 'TagExpression' ? callee.tag : callee.kind === 'MemberExpression' && callee.member;
      if (name) this.tag(name, this.tables.typeOf.get(node), tag);
    }
    const value = this.tables.constantOf.get(callee);
    if (!node.names || value?.kind !== 'function') return;
    for (const name of node.names) {
      const parameter = value.symbol.parameters.find((one) => one.name === name?.text);
      if (name && parameter) this.symbol(name, parameter, false);
    }
  }

  private visitSwitch({ subject, cases }: ast.SwitchStatement): void {
    const type = taggedBy(this.tables.typeOf.get(subject) ?? { kind: 'invalid' });
    if (!type) return;
    for (const { items } of cases) {
      for (const item of items) {
        const range = this.tables.rangeOf.get(item);
        if (range && item.low.kind === 'NameExpression') this.tag(item.low.name, type, Number(range.low));
      }
    }
  }

  private visitStructLiteral(node: ast.StructLiteral): void {
    const type = this.tables.typeOf.get(node);
    if (type?.kind !== 'struct') return;
    for (const { name } of node.fields)
      if (name)
        this.field(
          name,
          type,
          type.fields.findIndex((field) => field.name === name.text),
        );
  }

  private visitStructType(node: ast.StructType): void {
    const type = this.tables.typeNamed.get(node);
    if (type?.kind !== 'struct') return;
    for (const { name } of node.fields) {
      const field =
        type.fields.find((one) => one.span.start === name.span.start) ??
        type.fields.find((one) => one.name === name.text);
      if (field)
        this.add({ span: name.span, entity: { kind: 'field', field, owner: type }, isDeclaration: true });
    }
  }

  private visitEnumType(node: ast.EnumType): void {
    const type = this.tables.typeNamed.get(node);
    if (type?.kind !== 'enum') return;
    for (const { name } of node.tags) {
      const tag = type.tags.find((one) => one.name === name.text);
      if (tag) this.add({ span: name.span, entity: { kind: 'tag', tag, owner: type }, isDeclaration: true });
    }
  }

  private symbol({ span }: ast.Name, symbol: Symbol, isDeclaration: boolean): void {
    this.add({ span, entity: { kind: 'symbol', symbol }, isDeclaration });
  }

  private field({ span }: ast.Name, type: Type, index: number | undefined): void {
    const field = type.kind === 'struct' && index !== undefined ? type.fields[index] : undefined;
    if (field && type.kind === 'struct')
      this.add({ span, entity: { kind: 'field', field, owner: type }, isDeclaration: false });
  }

  private tag({ span }: ast.Name, type: Type | undefined, index: number | undefined): void {
    const owner = type && taggedBy(type);
    const tag = index === undefined ? undefined : owner?.tags[index];
    if (tag && owner) this.add({ span, entity: { kind: 'tag', tag, owner }, isDeclaration: false });
  }
}
