import type { SignatureHelp } from 'vscode-languageserver-types';
import { signatureAt } from '#core/workspace/assist.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { Positions } from '../positions.ts';

/** How the keyword around an offset is written, with the argument at the offset marked. */
export function signatureHelp(
  snapshot: Snapshot,
  _positions: Positions,
  uri: string,
  offset: number,
): SignatureHelp | null {
  const found = signatureAt(snapshot, uri, offset);
  if (!found) return null;
  const parameters = found.arguments.map(({ label, doc }) => ({
    label,
    documentation: { kind: 'markdown' as const, value: doc },
  }));
  const documentation = { kind: 'markdown' as const, value: found.doc };
  return {
    signatures: [{ label: found.label, documentation, parameters }],
    activeSignature: 0,
    ...(found.active !== undefined && { activeParameter: found.active }),
  };
}
