import { describe, test } from 'vitest';

/** What a test may need beyond Node: the real programs, root for network namespaces, a browser for VS Code, other editors. */
export type Need = 'oracle' | 'lab' | 'vscode' | 'neovim' | 'corpus';

const required = new Set((process.env['HACONF_REQUIRE'] ?? '').split(',').filter(Boolean));

/**
 * A suite that runs only where the machine has what it needs.
 *
 * `reason` says what is missing (undefined = nothing). A suite that cannot run is skipped under a name that holds
 * the reason, so that it is seen; when `HACONF_REQUIRE` names the need, it fails instead.
 */
export function describeNeeding(need: Need, name: string, reason: string | undefined, body: () => void): void {
  if (reason === undefined) {
    describe(name, body);
  } else if (required.has(need)) {
    describe(name, () => {
      test(`needs ${need}`, () => {
        throw new Error(`HACONF_REQUIRE names "${need}", but ${reason}`);
      });
    });
  } else {
    describe.skip(`${name} [skipped: ${reason}]`, body);
  }
}
