import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HaproxyLine } from '#core/languages/haproxy/lexer.ts';
import type { FormatOptions } from '#core/syntax/format.ts';
import { applyEdits } from '#core/workspace/fixes.ts';
import { formattingAfter, formattingOf } from '#core/workspace/formatting.ts';
import { locate } from '#core/workspace/locate.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { describeNeeding } from '../support/requires.ts';
import { corpusMissing, corpusSamples, ownSamples, type Sample } from '../support/samples.ts';
import { snapshotOf } from '../support/workspace.ts';

const plain: FormatOptions = { indent: '    ', align: false };
const aligned: FormatOptions = { indent: '  ', align: true };

function format(path: string, text: string, options = plain): string {
  return applyEdits(text, formattingOf(snapshotOf(new Map([[path, text]])), path, options));
}

describe('HAProxy', () => {
  test('headers in the first column, lines one level deep, those of an .if one more', () => {
    expect(
      format(
        'haproxy.cfg',
        `# at the top
  global \t
maxconn 10   # most
\t.if feature(OPENSSL)
tune.ssl.default-dh-param 2048
.else
log stdout local0
        .endif
   \t
# commented out
      # indented
  defaults
\tmode http
`,
      ),
    ).toBe(`# at the top
global
    maxconn 10   # most
    .if feature(OPENSSL)
        tune.ssl.default-dh-param 2048
    .else
        log stdout local0
    .endif

# commented out
    # indented
defaults
    mode http
`);
  });

  test('what is not certain stays: branches over sections, broken lines, a byte order mark, what precedes any section', () => {
    const text = `   lost
global
.if feature(X)
    frontend f
  \ufefflog global
    acl a path "half
    .endif
    http-request deny if { path /a\\ b } # end
    http-request deny if { path /x\\ 
`;
    expect(format('haproxy.cfg', text)).toBe(text.replace('    frontend', 'frontend'));
  });

  test('line ends and a missing last one stay', () => {
    expect(format('haproxy.cfg', 'global \r\nmaxconn 1 \r\n\t\r\n mode x')).toBe(
      'global\r\n    maxconn 1\r\n\r\n    mode x',
    );
  });

  test('alignment pads first words, as far as they are not too long', () => {
    expect(
      format(
        'haproxy.cfg',
        'backend b\nbalance roundrobin\noption   httpchk\na-very-long-keyword-that-nobody-has x\n\nserver s 10.0.0.1:80\n',
        aligned,
      ),
    ).toBe(
      'backend b\n  balance roundrobin\n  option  httpchk\n  a-very-long-keyword-that-nobody-has x\n\n  server s 10.0.0.1:80\n',
    );
  });
});

describe('keepalived', () => {
  test('lines as deep as the braces around them', () => {
    expect(
      format(
        'keepalived.conf',
        `  vrrp_instance V
   {
state MASTER
# out
  # in
    virtual_ipaddress { 10.0.0.1 }
  track_script {
 chk } 
@lb1 priority 100
}
`,
      ),
    ).toBe(`vrrp_instance V
{
    state MASTER
# out
    # in
    virtual_ipaddress { 10.0.0.1 }
    track_script {
        chk }
    @lb1 priority 100
}
`);
  });

  test('what is not certain stays: conditional braces, definitions of several lines, open quotes', () => {
    for (const text of [
      '$X= \\\n  a  \\\n    b\n',
      '  @lb1 vrrp_instance V {\nstate MASTER\n    }\n',
      'vrrp_script c {\nscript "half\n  }\n',
    ]) {
      expect(format('keepalived.conf', text)).toBe(text);
    }
  });
});

test('a range takes its lines only, a new line the one before it, a brace its own', () => {
  const text = 'vrrp_instance V {\nstate MASTER\n  priority 100\n    }\n';
  const snapshot = snapshotOf(new Map([['keepalived.conf', text]]));
  const changed = (edits: ReturnType<typeof formattingOf>): string => applyEdits(text, edits);
  const range = { start: text.indexOf('ste') + 1, end: text.indexOf('MASTER') };
  expect(changed(formattingOf(snapshot, 'keepalived.conf', plain, range))).toBe(text.replace('state', '    state'));
  const behind = (typed: string, part: string) =>
    changed(formattingAfter(snapshot, 'keepalived.conf', text.indexOf(part) + part.length, typed, plain));
  expect(behind('\n', '100\n')).toBe(text.replace('  priority', '    priority'));
  expect(behind('}', '}')).toBe(text.replace('    }', '}'));
  expect(changed(formattingAfter(snapshot, 'keepalived.conf', 0, '\n', plain))).toBe(text);
});

/** Everything a program makes of a file, and where people see it, without the blanks between words. */
function meaning(snapshot: Snapshot, path: string): unknown {
  const file = snapshot.files.get(path);
  const words = file?.syntax.chunks.map((chunk) =>
    chunk.lines.map((line) =>
      line.tokens
        .filter((token) => token.kind !== 'space')
        .map((token) => (token.kind === 'comment' ? token.text.trimEnd() : token.text)),
    ),
  );
  const model = file?.language.models?.(file);
  const findings = snapshot.findings().map((finding) => {
    const { start } = locate(snapshot, finding.at);
    return [start.line, finding.rule, finding.severity, finding.message];
  });
  return { words, model: JSON.stringify(model, withoutPlaces), findings };
}

/** Where a value stands, and the text that it comes from, may change. */
function withoutPlaces(key: string, value: unknown): unknown {
  if (key === 'source') return (value as HaproxyLine).values;
  return [
    'syntax',
    'section',
    'site',
    'range',
    'start',
    'end',
    'block',
    'chunk',
    'environment',
    'configuration',
  ].includes(key)
    ? undefined
    : value;
}

function expectHarmless({ name, path, text }: Sample, options: FormatOptions): void {
  const once = format(path, text, options);
  expect(format(path, once, options), `${name} formatted twice`).toBe(once);
  const before = meaning(snapshotOf(new Map([[path, text]])), path);
  expect(meaning(snapshotOf(new Map([[path, once]])), path), name).toEqual(before);
}

describe('formatting changes no meaning, and a second time nothing', () => {
  const samples = ownSamples();

  test(`of ${samples.length} examples`, { timeout: 60_000 }, () => {
    expect(samples.length).toBeGreaterThan(200);
    for (const sample of samples) {
      expectHarmless(sample, plain);
      expectHarmless(sample, aligned);
    }
  });

  test('of examples with blanks anywhere and parts missing', { timeout: 60_000 }, () => {
    const damage = fc.array(
      fc.record({
        at: fc.nat(3000),
        remove: fc.nat(6),
        insert: fc.constantFrom(
          '',
          ' ',
          '\t',
          '\n',
          '\r\n',
          '  ',
          '"',
          "'",
          '\\',
          '{',
          '}',
          '#',
          '.if x\n',
          '.endif\n',
          '@a ',
          '$X=',
          '{% x %}\n',
          '\r',
          '\ufeff',
        ),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...samples), damage, fc.constantFrom(plain, aligned), (sample, edits, options) => {
        let { text } = sample;
        for (const { at, remove, insert } of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + insert + text.slice(start + remove);
        }
        expectHarmless({ ...sample, text }, options);
      }),
      { numRuns: 400 },
    );
  });
});

describeNeeding('corpus', 'formatting real files', corpusMissing, () => {
  test('changes no meaning, and a second time nothing', { timeout: 300_000 }, () => {
    const samples = corpusSamples();
    expect(samples.length).toBeGreaterThan(0);
    for (const sample of samples) {
      expectHarmless(sample, plain);
      expectHarmless(sample, aligned);
    }
  });
});
