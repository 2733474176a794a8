import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useBuiltProgram } from '../support/built.ts';
import { run } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const program = useBuiltProgram();

/** Blocks that differ in each file, so that each line has to be read. */
function servers(file: number): string {
  const blocks = Array.from({ length: 250 }, (_, index) => {
    const server = `    real_server 10.${file >> 8}.${file & 255}.${index + 1} 80 {\n        weight ${file + 1}\n    }\n`;
    return `virtual_server 172.16.${index}.1 80 {\n    lb_algo rr\n    lb_kind DR\n    protocol TCP\n${server}}\n`;
  });
  return blocks.join('');
}

/** It runs a program on a terminal of its own; other systems have another program of this name. */
const hasTerminal = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;
const name = 'long work shows a bar on a terminal, and takes it away; a pipe sees none';

test.skipIf(!hasTerminal)(
  hasTerminal ? name : `${name} [skipped: no "script" of util-linux]`,
  async () => {
    const cwd = tempFolder();
    const text = readFileSync('examples/pair/lb1/keepalived.conf', 'utf8');
    for (let i = 0; i < 400; i++) {
      mkdirSync(join(cwd, `c${i}`));
      // Large enough to take more than a second on any machine.
      writeFileSync(
        join(cwd, `c${i}`, 'keepalived.conf'),
        text.replace('192.168.1.100', `10.${i % 250}.0.1`) + servers(i),
      );
    }
    const piped = await program.haconf(['check', '--format', 'json'], { cwd, timeoutMs: 120_000 });
    expect(piped.stderr).toBe('');
    // "script" gives the program a terminal.
    const command = `${process.execPath} ${program.cli} check --format json > report.json`;
    const terminal = await run('script', ['-qec', command, '/dev/null'], { cwd, timeoutMs: 120_000 });
    expect(terminal.stdout).toMatch(/\rchecking \[#*\.*\] \d+\/800/);
    expect(terminal.stdout.endsWith('\r\u001b[K')).toBe(true);
    expect(readFileSync(join(cwd, 'report.json'), 'utf8')).toBe(piped.stdout);
  },
  240_000,
);
