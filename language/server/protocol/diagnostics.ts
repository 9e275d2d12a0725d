// Diagnostics, as the protocol has them.
import { DiagnosticSeverity, DiagnosticTag, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { Diagnostic } from '../../syntax/diagnostic';
import { UNUSED_VARIABLE } from '../../semantics/live-check';
import { type Addresses, rangeOf } from './convert';

/** Warnings of what could be left out, which editors show faded. */
const UNNECESSARY: ReadonlySet<string> = new Set(['W0301', 'W0501', UNUSED_VARIABLE]);

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
};

export function toLsp(diagnostic: Diagnostic, addresses: Addresses): LspDiagnostic {
  const { code, severity, span, message, labels, hint } = diagnostic;
  return {
    range: rangeOf(span),
    severity: SEVERITIES[severity],
    code,
    source: 'ropewalk',
    message: hint === undefined ? message : `${message}\n${hint}`,
    tags: UNNECESSARY.has(code) ? [DiagnosticTag.Unnecessary] : undefined,
    relatedInformation: labels.map((label) => ({
      location: addresses.locationOf(label.span),
      message: label.message,
    })),
  };
}
