import { type ByName, type Table, table } from '#core/base/table.ts';
import { programsOf } from '#core/languages/languages.ts';

/** Whether a value is what a message needs at a place. */
type Shape = (value: unknown) => boolean;

const text: Shape = (value) => typeof value === 'string';
const number: Shape = (value) => typeof value === 'number' && Number.isFinite(value);
/** Places that do not exist become the nearest ones (`well-formed.ts`), but one has to be named. */
const present: Shape = (value) => value !== undefined;

function oneOf(...words: readonly string[]): Shape {
  return (value) => typeof value === 'string' && words.includes(value);
}

function listOf(shape: Shape): Shape {
  return (value) => Array.isArray(value) && value.every(shape);
}

/** Some clients write `null` for what they leave out. */
function optional(shape: Shape): Shape {
  return (value) => value === undefined || value === null || shape(value);
}

function fields(shapes: ByName<Shape>): Shape {
  const list = Object.entries(shapes);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const found: Table<unknown> = new Map(Object.entries(value));
    return list.every(([name, shape]) => shape(found.get(name)));
  };
}

const place = fields({ line: number, character: number });
const withUri = fields({ uri: text });
const ofDocument = { textDocument: withUri };
const atPlace = { ...ofDocument, position: present };
const ofCluster = { cluster: text, faults: optional(listOf(text)) };
const ofPicture = { ...ofCluster, emphasis: optional(text), open: optional(listOf(text)), atMs: optional(number) };
const capability = optional(fields({}));

/** What is asked of the parameters of each message that the server takes. */
const shapes: Table<Shape> = table({
  // These the library that speaks the protocol takes by itself.
  '$/setTrace': fields({ value: text }),
  '$/logTrace': fields({}),
  '$/progress': fields({ token: present }),
  '$/cancelRequest': fields({ id: present }),
  'window/workDoneProgress/cancel': fields({ token: present }),
  initialize: fields({
    capabilities: fields({
      workspace: capability,
      textDocument: optional(
        fields({
          codeAction: optional(fields({ resolveSupport: optional(fields({ properties: optional(listOf(text)) })) })),
        }),
      ),
      window: capability,
      general: capability,
    }),
    workspaceFolders: optional(listOf(withUri)),
    rootUri: optional(text),
  }),
  'textDocument/didOpen': fields({ textDocument: fields({ uri: text, text: present }) }),
  'textDocument/didChange': fields({ ...ofDocument, contentChanges: present }),
  'textDocument/didClose': fields(ofDocument),
  'textDocument/willSave': fields(ofDocument),
  'textDocument/willSaveWaitUntil': fields(ofDocument),
  'textDocument/didSave': fields(ofDocument),
  'workspace/didChangeConfiguration': fields({}),
  'workspace/didChangeWatchedFiles': fields({ changes: listOf(withUri) }),
  'workspace/didChangeWorkspaceFolders': fields({
    event: fields({ added: listOf(withUri), removed: listOf(withUri) }),
  }),
  'textDocument/hover': fields(atPlace),
  'textDocument/completion': fields(atPlace),
  'textDocument/signatureHelp': fields(atPlace),
  'textDocument/definition': fields(atPlace),
  'textDocument/references': fields({ ...atPlace, context: fields({}) }),
  'textDocument/documentHighlight': fields(atPlace),
  'textDocument/prepareRename': fields(atPlace),
  'textDocument/rename': fields({ ...atPlace, newName: text }),
  'textDocument/prepareCallHierarchy': fields(atPlace),
  'callHierarchy/incomingCalls': fields({ item: fields({ uri: text, selectionRange: present }) }),
  'callHierarchy/outgoingCalls': fields({ item: fields({ uri: text, selectionRange: present }) }),
  'textDocument/documentSymbol': fields(ofDocument),
  'textDocument/foldingRange': fields(ofDocument),
  'textDocument/documentLink': fields(ofDocument),
  'textDocument/codeLens': fields(ofDocument),
  'codeLens/resolve': fields({
    range: present,
    data: optional(fields({ uri: optional(text), offset: optional(number) })),
  }),
  'textDocument/inlayHint': fields({ ...ofDocument, range: present }),
  'textDocument/selectionRange': fields({ ...ofDocument, positions: listOf(present) }),
  'textDocument/codeAction': fields({ ...ofDocument, range: present, context: fields({}) }),
  'codeAction/resolve': fields({
    data: optional(fields({ uri: optional(text), range: optional(fields({ start: place, end: place })) })),
  }),
  'textDocument/formatting': fields({ ...ofDocument, options: fields({}) }),
  'textDocument/rangeFormatting': fields({ ...ofDocument, range: present, options: fields({}) }),
  'textDocument/onTypeFormatting': fields({ ...atPlace, ch: text, options: fields({}) }),
  'textDocument/semanticTokens/full': fields(ofDocument),
  'textDocument/semanticTokens/full/delta': fields({ ...ofDocument, previousResultId: text }),
  'textDocument/semanticTokens/range': fields({ ...ofDocument, range: present }),
  'textDocument/diagnostic': fields({ ...ofDocument, previousResultId: optional(text) }),
  'workspace/diagnostic': fields({ previousResultIds: listOf(fields({ uri: text, value: text })) }),
  'workspace/symbol': fields({ query: text }),
  'haconf/failover': fields(ofCluster),
  'haconf/topology': fields(ofPicture),
  'haconf/timeLine': fields(ofCluster),
  'haconf/elementFindings': fields(ofPicture),
  'haconf/elementsAt': fields({ cluster: text, uri: text, line: number }),
  'haconf/export': fields({ ...ofPicture, format: text, script: optional(text) }),
  'haconf/counterpart': fields({ uri: text, position: present }),
  'haconf/nodeTexts': fields({ cluster: text }),
  'haconf/manifest': fields({ folder: text }),
  'haconf/recognise': fields({ uri: text, head: text }),
  'haconf/targetVersion': fields({ uri: text }),
  'haconf/compareVersions': fields({ program: oneOf(...programsOf().map(({ id }) => id)), version: text }),
});

/** Whether a message has the parameters that its method needs. Of methods that are not ours nothing is asked. */
export function hasItsParams(method: string, params: unknown): boolean {
  return shapes.get(method)?.(params) ?? true;
}
