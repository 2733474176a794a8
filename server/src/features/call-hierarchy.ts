import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  SymbolKind,
} from 'vscode-languageserver-types';
import type { Reference } from '#core/workspace/references.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { callsFrom, callsTo, proxyAt } from '#core/workspace/traffic-calls.ts';
import type { Positions } from '../positions.ts';

/** The proxy at an offset: traffic goes from frontends to backends as calls go between functions. */
export function prepareCalls(
  snapshot: Snapshot,
  positions: Positions,
  uri: string,
  offset: number,
): CallHierarchyItem[] | null {
  const proxy = proxyAt(snapshot, uri, offset);
  return proxy ? [item(positions, proxy)] : null;
}

export function incomingCalls(
  snapshot: Snapshot,
  positions: Positions,
  { uri, selectionRange }: CallHierarchyItem,
): CallHierarchyIncomingCall[] {
  const proxy = proxyAt(snapshot, uri, positions.offset(uri, selectionRange.start));
  return (proxy ? callsTo(snapshot, proxy) : []).map((call) => ({
    from: item(positions, call.proxy),
    fromRanges: call.at.map((range) => positions.range(call.proxy.path, range)),
  }));
}

export function outgoingCalls(
  snapshot: Snapshot,
  positions: Positions,
  { uri, selectionRange }: CallHierarchyItem,
): CallHierarchyOutgoingCall[] {
  const proxy = proxyAt(snapshot, uri, positions.offset(uri, selectionRange.start));
  return (proxy ? callsFrom(snapshot, proxy) : []).map((call) => ({
    to: item(positions, call.proxy),
    fromRanges: call.at.map((range) => positions.range(uri, range)),
  }));
}

function item(positions: Positions, { path, range, whole, occurrence }: Reference): CallHierarchyItem {
  return {
    name: occurrence.name,
    kind: SymbolKind.Namespace,
    detail: occurrence.keys[0]?.split(' ')[0] ?? '',
    uri: path,
    range: positions.range(path, whole),
    selectionRange: positions.range(path, range),
  };
}
