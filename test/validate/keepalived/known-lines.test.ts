import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeepalivedLine, lexLine } from '#core/languages/keepalived/lexer.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { describeFinding, snapshotOf } from '../../support/workspace.ts';

const path = 'lb1/keepalived.conf';

function findings(text: string): string[] {
  const snapshot = snapshotOf(new Map([[path, text]]), { onlyProgram: true });
  return snapshot.fileFindings(path).map((finding) => describeFinding(snapshot, finding));
}

/** Lines of a virtual server, right and wrong ones, as they are repeated in large files. */
const lines = fc.constantFrom(
  ...[
    '    delay_loop 6',
    '    lb_algo rr',
    '    quorum 1',
    '    sorry_server 10.0.0.9 80',
    '    sh-port',
    '    bindto ::1',
  ],
  ...[
    '    real_server 10.0.0.2 80 {',
    '        weight 1',
    '        weight 1 2',
    '        weight x',
    '        TCP_CHECK {',
  ],
  ...[
    '            connect_timeout 3',
    '            connect_ip fe80::1',
    '        MISC_CHECK {',
    '            misc_path "/a b"',
  ],
  ...[
    '            misc_path /a b c',
    '        HTTP_GET {',
    '            url {',
    '                path /',
    '            TCP_CHECK',
  ],
  ...[
    '}',
    '    }',
    '        }',
    '    } }',
    '{',
    '    url { path / }',
    '# a comment {',
    '',
    '    unknown 1',
    '    $X',
    '    @lb1 weight 2',
  ],
  ...[
    '            path "/',
    '        weight 1 # one',
    '        weight 1# one',
    '    track_file f',
    '            name b',
  ],
);

describe('lines that were read before', () => {
  test('what is said of a block does not depend on equal lines above it', () => {
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 14 }), fc.array(lines, { maxLength: 14 }), (above, below) => {
        // Closed by force, so that the second one starts outside of blocks.
        const first = ['virtual_server 10.0.0.1 80 {', ...above, '}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n'].join(
          '\n',
        );
        const second = ['virtual_server 10.0.0.7 80 {', ...below, '}', ''].join('\n');
        const blanks = first.replace(/[^\n]/g, '');
        const start = first.split('\n').length;
        // A name that is declared above already is a matter of the whole file.
        const ofSecond = (text: string): string[] =>
          findings(text).filter(
            (finding) => Number(/:(\d+)/.exec(finding)?.[1]) >= start && !finding.includes('is declared above already'),
          );
        expect(ofSecond(first + second)).toEqual(ofSecond(blanks + second));
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('a line of words and a brace is lexed like any other', () => {
    const parts = fc.constantFrom(' ', '  ', '\t', 'a', 'b1', '10.0.0.1/24', '{', '}', 'é', '\r');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), fc.constantFrom('', '\n', '\r\n'), (some, end) => {
        const text = some.join('');
        // What stands in front of a comment is read by the general way.
        expect(shapeOf(lexLine(text + end))).toEqual(shapeOf(lexLine(`${text} #${end}`)));
        expect(
          lexLine(text + end)
            .tokens.map((token) => token.text)
            .join(''),
        ).toBe(text + end);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});

function shapeOf({ words, code, startsWithBrace, opens, closes, loneBrace, plain, steady, cut }: KeepalivedLine) {
  return { words: [...words], code, startsWithBrace, opens, closes, loneBrace, plain, steady, cut };
}
