// Every name in a program with what it stands for: a walk over the tree with the checker's tables beside it, for
// each declaration of the top level when a question needs it.
import type * as ast from '../syntax/ast';
import type { Offset, Span } from '../syntax/source';
import { eachNode, type AnyNode } from '../syntax/walk';
import type { CheckedProgram, Tables } from '../semantics/checked';
import type { Symbol } from '../semantics/symbol';
import { INVALID, taggedBy, type Type } from '../semantics/types';
import { isSame, type Entity, type Occurrence } from './entity';
import { declarationAt } from './locate';

/** What is known of a program. */
interface Known {
  /** Checked to its end. */
  readonly program: CheckedProgram;
  unit(path: string): ast.SourceUnit | undefined;
  /** Checked as far as what stands in the declaration needs it. */
  programFor(declaration: ast.Declaration): CheckedProgram;
}

export class Occurrences {
  private readonly byDeclaration = new Map<ast.Declaration, readonly Occurrence[]>();
  /** Those of them that hold something generic: what is known there is known from its instances. */
  private readonly generic = new Set<ast.Declaration>();

  constructor(private readonly known: Known) {}

  /** What stands in a declaration is no longer known; there may be other instances, too. */
  forget(declaration: ast.Declaration): void {
    this.byDeclaration.delete(declaration);
    for (const each of this.generic) this.byDeclaration.delete(each);
    this.generic.clear();
  }

  /** All names of a file, in the order of the text. */
  inFile(path: string): readonly Occurrence[] {
    return this.known.unit(path)?.declarations.flatMap((declaration) => this.inside(declaration)) ?? [];
  }

  /** All names that stand for the entity, its declaration among them, by files and in the order of their texts. */
  of(entity: Entity): readonly Occurrence[] {
    const declarations = this.known.program.units.flatMap((unit) => unit.declarations);
    return declarations.flatMap((declaration) =>
      this.inside(declaration).filter((occurrence) => isSame(occurrence.entity, entity)),
    );
  }

  /** The name that holds or ends at an offset. */
  at(path: string, offset: Offset): Occurrence | undefined {
    const unit = this.known.unit(path);
    const declaration = unit && declarationAt(unit, offset);
    const all = declaration ? this.inside(declaration) : [];
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

  private inside(declaration: ast.Declaration): readonly Occurrence[] {
    let found = this.byDeclaration.get(declaration);
    if (!found) this.byDeclaration.set(declaration, (found = this.collect(declaration)));
    return found;
  }

  private collect(declaration: ast.Declaration): readonly Occurrence[] {
    const found = new Map<Offset, Occurrence>();
    const collector = new Collector(this.known.programFor(declaration), (occurrence) => {
      // Copies of a generic declaration have the places of the original.
      if (!found.has(occurrence.span.start)) found.set(occurrence.span.start, occurrence);
    });
    const generics: Span[] = [];
    const visit = (node: AnyNode): void => {
      collector.visit(node as ast.Node & AnyNode);
      if (isGeneric(node)) generics.push(node.span);
    };
    visit(declaration);
    eachNode(declaration, visit);
    if (generics.length > 0) this.generic.add(declaration);
    for (const copy of this.copiesOf(generics)) eachNode(copy, visit);
    return [...found.values()].sort((a, b) => a.span.start - b.span.start);
  }

  /** The instances of generic functions, whose texts are at these places. */
  private copiesOf(spans: readonly Span[]): ast.FunctionDeclaration[] {
    if (spans.length === 0) return [];
    const declarations = this.known.program.functions.map(({ declaration }) => declaration);
    return declarations.filter(({ span }) => spans.includes(span));
  }
}

function isGeneric(node: AnyNode): boolean {
  return 'compileTime' in node && node.compileTime !== undefined;
}

/** Tells what names mean, node by node. */
class Collector {
  constructor(
    private readonly tables: Tables,
    private readonly add: (occurrence: Occurrence) => void,
  ) {}

  visit(node: ast.Node & AnyNode): void {
    switch (node.kind) {
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
    const type = taggedBy(this.tables.typeOf.get(subject) ?? INVALID);
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
