// Texts of keepalived's language that grow: by what a reader, a validator or a rule could take more than their share
// of time for. `growth.test.ts` measures them.
import { type Construct, sizesFrom } from './construct.ts';
import { instance, line, lines, one, pair, script } from './keepalived-texts.ts';

function file(id: string, first: number, text: (size: number) => string): Construct {
  return { id: `keepalived/${id}`, sizes: sizesFrom(first), make: (size) => one(text(size)) };
}

const inInstance = (text: string): string => instance(0, { more: text });

/** What keepalived replaces before it reads a line: definitions, repetitions, conditions. */
const replacements: readonly Construct[] = [
  file('definition that goes on for many lines', 600, (n) => `$A=x\\\n${lines(n, (i) => `line${i}\\`)}last\n`),
  file('definition of many lines with blocks', 600, (n) => `$A=\\\n${lines(n, (i) => `b${i} {\\\n}\\`)}last\n$A\n`),
  file('definitions that go on behind conditions', 250, (n) => lines(n, (i) => `@n$A=x\\\n@m $B${i}=y\\`)),
  file('definition of many lines used in many lines', 150, (n) => {
    const body = lines(n, (i) => ` 10.0.${i % 250}.1/24\\`);
    return `$A=\\\n${body} 10.1.0.1\n${instance(0, { addresses: lines(n, () => '  $A') })}`;
  }),
  file('definition of many words used in many lines', 150, (n) => {
    const body = Array.from({ length: n }, () => 'word').join(' ');
    return `$A=${body}\n${inInstance(lines(n, () => ' notify_master "/x $A"\n unknown $A'))}`;
  }),
  file(
    'chain of definitions',
    300,
    (n) => `$A0=1\n${lines(n, (i) => `$A${i + 1}=$A${i}`)}${inInstance(` priority $A${n}\n`)}`,
  ),
  file(
    'chain of definitions, backwards',
    300,
    (n) => `${lines(n, (i) => `$A${i}=$A${i + 1}`)}${inInstance(' priority $A0\n')}`,
  ),
  file('chain of definitions used by many blocks', 150, (n) => {
    const chain = lines(n, (i) => `$A${i + 1}=$A${i}`);
    return `$A0=1\n${chain}${lines(n, (i) => instance(i, { more: ` priority $A${n}\n` }))}`;
  }),
  file('long definition used by many blocks', 150, (n) => {
    const body = Array.from({ length: 100 }, () => 'word').join(' ');
    return `$A=${body}\n${lines(n, (i) => `vrrp_script s${i} {\n script "$A"\n interval 2\n}`)}`;
  }),
  file('definitions used one by one', 300, (n) => {
    return `${lines(n, (i) => `$A${i}=10${i % 10}`)}${lines(n, (i) => instance(i, { more: ` priority $A${i}\n` }))}`;
  }),
  file('definitions between blocks', 300, (n) =>
    lines(n, (i) => `$A=10${i % 10}\n${instance(i, { more: ' priority $A\n' })}`),
  ),
  file(
    'definitions that double',
    15,
    (n) => `$A0=xx\n${lines(n, (i) => `$A${i + 1}=$A${i} $A${i}`)}${inInstance(` label $A${n}\n`)}`,
  ),
  file('definition of itself', 300, (n) => lines(n, (i) => `$A=$A$A\n$B${i}=$A\n$A`)),
  file('undefined definitions', 300, (n) => `$KNOWN=1\n${inInstance(lines(n, (i) => ` priority $UNKNOWN${i}`))}`),
  file('undefined definitions beside defined ones', 300, (n) => {
    return `${lines(n, (i) => `$DEFINED${i}=1`)}${inInstance(lines(n, (i) => ` priority $DEFINE${i}`))}`;
  }),
  file(
    'uses in one line',
    600,
    (n) => `$A=1\n${inInstance(` script ${'$A '.repeat(n)}\n ${'$'.repeat(n)}\n ${'${A'.repeat(n)}\n`)}`,
  ),
  file(
    'definition with quotes and backslashes',
    600,
    (n) => `$A=${'"a" \\# '.repeat(n)}\n$B=${'\\'.repeat(n)}\n$C=${'"'.repeat(n)}\n$D=x${' '.repeat(n)}y\n`,
  ),
  file('repeated lines', 5, (n) => instance(0, { addresses: lines(n, (i) => `  ~SEQ(i, 1, 1000) 10.${i}.0.$i`) })),
  file('repeated lines at the limit', 5, (n) =>
    instance(0, { addresses: lines(n, (i) => `  ~SEQ(i, 1, 4096) 10.${i}.0.1`) }),
  ),
  file('repeated lines outside of blocks', 5, (n) => lines(n, () => '~SEQ(i, 1, 4096) $A=$i')),
  file('repetitions in one line', 150, (n) => instance(0, { addresses: `  ${'~SEQ(i, 1, 2) '.repeat(n)}10.0.0.$i\n` })),
  file('repetition of a list', 600, (n) =>
    instance(0, { addresses: `  ~LST(i, ${Array.from({ length: n }, (_, i) => i).join(', ')}) 10.0.0.$i\n` }),
  ),
  file('repetition of a list of many variables', 600, (n) =>
    instance(0, {
      addresses: `  ~LST({${Array.from({ length: n }, (_, i) => `v${i}`).join(', ')}}, {1}, {2}) 10.0.0.$v1\n`,
    }),
  ),
  file('repetition that never closes', 600, (n) =>
    instance(0, { addresses: `  ~SEQ(${'('.repeat(n)}\n  ~LST(${'{'.repeat(n)}\n  ~LST(${'{}'.repeat(n)}\n` }),
  ),
  file('repeated definition of many lines', 75, (n) => {
    return `$A=\\\n${lines(n, (i) => `10.0.0.${i}\\`)}10.1.0.1\n${instance(0, { addresses: `  ~SEQ(i, 1, ${n}) $A\n` })}`;
  }),
  file('conditions, a block for each id', 75, (n) => lines(n, (i) => `@id${i} ${instance(i)}`)),
  file('conditions, a line for each id', 150, (n) => inInstance(lines(n, (i) => ` @id${i} priority ${1 + (i % 250)}`))),
  file(
    'conditions, all but one id',
    320,
    (n) => `vrrp_script s {\n script "/x"\n${lines(n, (i) => ` @^id${i} rise ${1 + (i % 250)}`)}}\n`,
  ),
  file('conditions in one line', 600, (n) => inInstance(` ${'@^id '.repeat(n)}priority 10\n`)),
  file('conditions of many blocks and few ids', 150, (n) =>
    lines(n, (i) => instance(i, { more: ` @a priority 10\n @b priority 20\n` })),
  ),
  file('conditions with a definition for each id', 400, (n) => {
    return `${lines(n, (i) => `@id${i} $RISE=${1 + (i % 250)}`)}${lines(n, (i) => `vrrp_script s${i} {\n script "/x"\n rise $RISE\n}`)}`;
  }),
];

/** Braces, words and characters. */
const shapes: readonly Construct[] = [
  file('nested blocks', 600, (n) => `${lines(n, () => 'a {')}${lines(n, () => '}')}`),
  file('nested blocks in one line', 600, (n) => `${'a { '.repeat(n)}${'} '.repeat(n)}\n`),
  file('nested blocks that never close', 600, (n) => lines(n, () => 'a {')),
  file('nested blocks, indented', 150, (n) => lines(n, (i) => `${' '.repeat(i)}a {`)),
  file('instances that never close', 300, (n) => lines(n, (i) => `vrrp_instance VI_${i} {\n track_script {`)),
  file(
    'instances in one that never closes',
    300,
    (n) => `vrrp_instance VI {\n${lines(n, (i) => ` track_script {\n  chk${i}\n virtual_ipaddress {`)}`,
  ),
  file('conditional blocks that never close', 300, (n) => lines(n, (i) => `@n vrrp_instance VI_${i} {`)),
  file(
    'scripts without a command in one block',
    300,
    (n) => `@n {\n${lines(n, (i) => `vrrp_script s${i} {\n interval 2\n}`)}`,
  ),
  file('braces that close nothing', 600, (n) => `${lines(n, () => '}')}${'}'.repeat(n)}\n`),
  file('braces that open nothing', 600, (n) => `${lines(n, () => '{')}${'{'.repeat(n)}\n`),
  file('words in one line', 1250, (n) => inInstance(` track_script ${'word '.repeat(n)}\n`)),
  file('quotes in one line', 1250, (n) =>
    inInstance(` notify_master ${'"a" '.repeat(n)}\n notify_fault ${"'".repeat(n)}\n`),
  ),
  file('open quotes', 600, (n) => inInstance(lines(n, () => ' notify_master "/x'))),
  file('backslashes at the ends of lines', 600, (n) => inInstance(lines(n, () => ' priority 1 \\'))),
  file('backslashes and blanks', 1250, (n) => `${'\\ '.repeat(n)}x\n${'\\'.repeat(n)}x\n${'\\ \\'.repeat(n)}`),
  file('carriage returns', 1250, (n) => `$A=${'\r'.repeat(n)}x\nscript ${'\r'.repeat(n)}x \\\n"${'\r'.repeat(n)}x\n`),
  file(
    'blanks in one line',
    1250,
    (n) => `a${' '.repeat(n)}b"\n$A=x${' '.repeat(n)}y\n@a${' '.repeat(n)}\n include${' '.repeat(n)}#\n`,
  ),
  file('comments', 1250, (n) => lines(n, (i) => `# comment ${i} ! { } $A @a`)),
  file('long lines', 10, (n) => inInstance(lines(n, () => ` notify_master "${'x'.repeat(5000)}"`))),
  file('unknown keywords', 300, (n) => inInstance(lines(n, (i) => ` unknown_keyword${i} 1`))),
  file('unknown blocks', 300, (n) => lines(n, (i) => `vrrp_instanse${i} VI {\n x\n}`)),
  file('lines before the first block', 600, (n) => lines(n, (i) => `word${i} value`)),
  file('marks of a template', 300, (n) =>
    inInstance(`${lines(n, (i) => ` priority {{ priority_${i} }}`)} ${'{{ '.repeat(n)}\n`),
  ),
  file('numbers of many digits', 300, (n) => {
    const digits = '1'.repeat(n);
    const routes = ` virtual_routes {\n${lines(20, () => `  10.0.0.0/8 rtt ${digits}x mark ${digits}x dev eth0`)} }\n`;
    const rules = ` virtual_rules {\n${lines(20, () => `  fwmark ${digits}/${digits}x table 1`)} }\n`;
    return inInstance(
      `${routes}${rules}${lines(20, () => ` priority ${digits}.${digits}x\n advert_int ${digits}${digits}x`)}`,
    );
  }),
  file('names of many characters', 300, (n) => {
    const name = 'n'.repeat(n);
    return inInstance(
      lines(
        20,
        () =>
          ` interface ${name}\n interface ${name}:\n auth_pass ${'é'.repeat(n)}\n mcast_src_ip ${'1.'.repeat(n)}\n mcast_src_ip ${'1:'.repeat(n)}`,
      ),
    );
  }),
];

/** Names, and lists of things. */
const names: readonly Construct[] = [
  file('scripts that are not declared', 150, (n) => instance(0, { scripts: lines(n, (i) => `  chk_${i}`) })),
  file('scripts with other names than declared', 150, (n) => {
    return `${lines(n, (i) => script(`check_${i}`))}${instance(0, { scripts: lines(n, (i) => `  chek_${i}`) })}`;
  }),
  file(
    'scripts that are tracked',
    150,
    (n) => `${lines(n, (i) => script(`chk_${i}`))}${instance(0, { scripts: lines(n, (i) => `  chk_${i}`) })}`,
  ),
  file('scripts that are tracked by many', 75, (n) => {
    return `${lines(n, (i) => script(`chk_${i}`))}${lines(n, (i) => instance(i, { scripts: line(`  chk_${i}`) }))}`;
  }),
  file('scripts of one name', 300, (n) => `${lines(n, () => script('chk'))}${instance(0, { scripts: line('  chk') })}`),
  file(
    'one script tracked many times',
    300,
    (n) => `${script('chk')}${instance(0, { scripts: lines(n, () => '  chk weight 1') })}`,
  ),
  file('instances', 150, (n) => lines(n, (i) => instance(i))),
  file('instances of one name', 150, (n) => lines(n, () => instance(0))),
  file('instances with one address', 150, (n) => lines(n, (i) => instance(i, { addresses: line('  10.0.0.1/24') }))),
  file('instances of one interface and id', 150, (n) => lines(n, (i) => instance(i, { id: 51 }))),
  file('addresses', 300, (n) =>
    instance(0, { addresses: lines(n, (i) => `  10.${i >> 8}.${i & 255}.1/24 dev eth0 label eth0:${i}`) }),
  ),
  file('addresses of version 6', 300, (n) =>
    instance(0, { addresses: lines(n, (i) => `  fd00::${(i + 1).toString(16)}/64`) }),
  ),
  file('one address many times', 300, (n) => instance(0, { addresses: lines(n, () => '  10.0.0.1/24') })),
  file('excluded addresses', 300, (n) =>
    inInstance(` virtual_ipaddress_excluded {\n${lines(n, (i) => `  10.${i >> 8}.${i & 255}.1/24`)} }\n`),
  ),
  file('routes', 300, (n) =>
    inInstance(` virtual_routes {\n${lines(n, (i) => `  10.${i >> 8}.${i & 255}.0/24 via 10.0.0.1 dev eth0`)} }\n`),
  ),
  file('next hops in one route', 300, (n) =>
    inInstance(` virtual_routes {\n  10.0.0.0/24 ${'nexthop via 10.0.0.1 dev eth0 '.repeat(n)}\n }\n`),
  ),
  file('rules', 300, (n) =>
    inInstance(` virtual_rules {\n${lines(n, (i) => `  from 10.0.0.${i & 255} table ${i}`)} }\n`),
  ),
  file(
    'static blocks',
    300,
    (n) =>
      `static_ipaddress {\n${lines(n, (i) => ` 10.${i >> 8}.${i & 255}.1/24 dev eth0 track_group g${i}`)}}\nstatic_routes {\n${lines(n, (i) => ` 10.${i >> 8}.${i & 255}.0/24 dev eth0`)}}\nstatic_rules {\n${lines(n, (i) => ` from 10.0.0.${i & 255} table ${i}`)}}\n`,
  ),
  file('unicast peers', 300, (n) =>
    inInstance(` unicast_src_ip 10.9.9.9\n unicast_peer {\n${lines(n, (i) => `  10.${i >> 8}.${i & 255}.2`)} }\n`),
  ),
  file('tracked interfaces', 300, (n) =>
    inInstance(` track_interface {\n${lines(n, (i) => `  eth${i} weight 1`)} }\n`),
  ),
  file('tracked interfaces of instance and group', 150, (n) => {
    const tracked = ` track_interface {\n${lines(n, (i) => `  eth${i}`)} }\n`;
    return `vrrp_sync_group G {\n group {\n  VI_0\n }\n${tracked}}\n${inInstance(tracked)}`;
  }),
  file('scripts of instance and group', 150, (n) => {
    const tracked = lines(n, (i) => `  chk_${i}`);
    return `${lines(n, (i) => script(`chk_${i}`))}vrrp_sync_group G {\n group {\n  VI_0\n }\n track_script {\n${tracked} }\n}\n${instance(0, { scripts: tracked })}`;
  }),
  file(
    'sync groups',
    150,
    (n) => `${lines(n, (i) => `vrrp_sync_group G${i} {\n group {\n  VI_${i}\n }\n}`)}${lines(n, (i) => instance(i))}`,
  ),
  file(
    'members of one sync group',
    150,
    (n) => `vrrp_sync_group G {\n group {\n${lines(n, (i) => `  VI_${i}`)} }\n}\n${lines(n, (i) => instance(i))}`,
  ),
  file(
    'members that are not declared',
    150,
    (n) => `vrrp_sync_group G {\n group {\n${lines(n, (i) => `  VI_${i}`)} }\n}\n${instance(0)}`,
  ),
  file(
    'sync groups with one member',
    150,
    (n) => `${lines(n, (i) => `vrrp_sync_group G${i} {\n group {\n  VI_0\n }\n}`)}${instance(0)}`,
  ),
  file('tracked files and processes', 150, (n) => {
    const declared = lines(
      n,
      (i) =>
        `track_file f${i} {\n file /tmp/f${i}\n}\nvrrp_track_process p${i} {\n process p${i}\n}\nbfd_instance b${i} {\n neighbor_ip 10.0.0.${i & 255}\n}`,
    );
    const tracked = ` track_file {\n${lines(n, (i) => `  f${i}`)} }\n track_process {\n${lines(n, (i) => `  p${i}`)} }\n track_bfd {\n${lines(n, (i) => `  b${i}`)} }\n`;
    return `${declared}${inInstance(tracked)}`;
  }),
  file('notify commands', 300, (n) => inInstance(lines(n, (i) => ` notify_master "/usr/bin/n${i} a b"`))),
  file('virtual servers', 150, (n) =>
    lines(
      n,
      (i) =>
        `virtual_server 10.${i >> 8}.${i & 255}.1 80 {\n protocol TCP\n real_server 10.0.0.1 80 {\n  TCP_CHECK {\n  }\n }\n}`,
    ),
  ),
  file(
    'virtual servers of one group',
    150,
    (n) =>
      `virtual_server_group g {\n${lines(n, (i) => ` 10.${i >> 8}.${i & 255}.1 80`)}}\n${lines(n, () => 'virtual_server group g {\n real_server 10.0.0.1 80 {\n }\n}')}`,
  ),
  file('groups of virtual servers that are not declared', 150, (n) =>
    lines(
      n,
      (i) =>
        `virtual_server_group group${i} {\n 10.0.0.1 80\n}\nvirtual_server group grop${i} {\n real_server 10.0.0.1 80 {\n }\n}`,
    ),
  ),
  file(
    'real servers',
    300,
    (n) =>
      `virtual_server 10.0.0.1 80 {\n protocol TCP\n${lines(n, (i) => ` real_server 10.${i >> 8}.${i & 255}.1 80 {\n  weight 1\n  TCP_CHECK {\n  }\n }`)}}\n`,
  ),
  file(
    'one real server many times',
    300,
    (n) => `virtual_server 10.0.0.1 80 {\n${lines(n, () => ' real_server 10.0.0.1 80 {\n }')}}\n`,
  ),
  file(
    'checks of one real server',
    150,
    (n) =>
      `virtual_server 10.0.0.1 80 {\n real_server 10.0.0.1 80 {\n${lines(n, (i) => `  HTTP_GET {\n   url {\n    path /${i}\n    status_code 200-299\n   }\n  }`)} }\n}\n`,
  ),
  file(
    'lines of global_defs',
    300,
    (n) =>
      `global_defs {\n notification_email {\n${lines(n, (i) => `  a${i}@example.com`)} }\n${lines(n, (i) => ` router_id R${i}`)}}\n`,
  ),
  file('blocks of global_defs', 150, (n) => lines(n, (i) => `global_defs {\n router_id R${i}\n vrrp_version 3\n}`)),
  file(
    'interfaces that are taken',
    150,
    (n) =>
      `${lines(n, () => 'garp_group {\n garp_interval 1\n interfaces {\n  eth0\n  eth1\n }\n}')}${lines(n, (i) => instance(i, { more: ' use_vmac vrrp.1\n' }))}`,
  ),
  {
    id: 'keepalived/instances of two nodes',
    sizes: sizesFrom(40),
    make: (n) => pair((node) => lines(n, (i) => instance(i, { priority: 100 + node }))),
  },
];

/** Every construct of keepalived's language. */
export const keepalivedConstructs: readonly Construct[] = [...replacements, ...shapes, ...names];
