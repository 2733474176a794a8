import { type Table, table } from '../../base/table.ts';
import { filesOf } from '../../cluster/cluster.ts';
import type { GroupMember, VrrpGroup } from '../../cluster/vrrp.ts';
import { haproxyFiles } from '../../languages/haproxy/config.ts';

/** What decides nothing between nodes: what is run or told, and what is counted the same whatever it says. */
const harmless =
  /^(?:interface|notify.*|smtp.*|garp.*|vrrp_garp.*|debug|router_id|notification_email.*|log_.*|script_user|enable_script_security|enable_snmp.*|snmp_.*|virtual_server.*|static_.*|auth_type|process_names)$/;

const names: Table<string> = table({
  '*': 'some lines',
  priority: 'the priority',
  state: 'the state',
  virtual_router_id: 'the virtual router id',
  virtual_ipaddress: 'the addresses',
  virtual_ipaddress_excluded: 'the excluded addresses',
  vrrp_instance: 'the instance itself',
  vrrp_script: 'a check',
  advert_int: 'the advertisement interval',
  auth_pass: 'the password',
  authentication: 'the authentication',
  unicast_peer: 'the unicast peers',
  unicast_src_ip: 'the source address',
});

/** What makes every answer about a group uncertain because a template decides it, in words. */
export function templateDoubts(group: VrrpGroup): string[] {
  const doubts: string[] = [];
  const nodesOf = new Map<string, string[]>();
  const add = (text: string, node: string): void => {
    const nodes = nodesOf.get(text);
    if (nodes) nodes.push(node);
    else nodesOf.set(text, [node]);
  };
  const passwords = new Set(group.members.map(passwordOf));
  for (const member of group.members) {
    const { instance, node } = member;
    const open = [...(instance.unsure ?? [])].filter(
      (keyword) => !harmless.test(keyword) && !(keyword === 'auth_pass' && passwords.size === 1),
    );
    if (open.length > 0) add(listed(open), node.name);
    if (
      filesOf(node, haproxyFiles).some(({ config }) => config.template?.branches || config.template?.unsure.has('bind'))
    ) {
      add(listens, node.name);
    }
  }
  for (const [text, nodes] of nodesOf) doubts.push(sentence(text, [...new Set(nodes)]));
  return doubts;
}

/** "the priority of lb1 and lb2 comes from a template" */
function sentence(what: string, nodes: readonly string[]): string {
  const shown = nodes.length > 4 ? `${nodes.length} nodes` : enumerated(nodes);
  return `${what} ${what === listens ? 'on' : 'of'} ${shown} ${/ and |(?:peers|addresses|lines)$/.test(what) ? 'come' : 'comes'} from a template`;
}

const listens = 'where HAProxy listens';

function enumerated(items: readonly string[]): string {
  return [items.slice(0, -1).join(', '), items.at(-1)].filter(Boolean).join(' and ');
}

/** The password as it is written: the same expression on all nodes gives one password. */
function passwordOf({ instance }: GroupMember): string {
  const block = instance.settings.find(({ keyword }) => keyword === 'authentication');
  const lines = block?.children.filter(({ keyword }) => keyword === 'auth_pass') ?? [];
  return lines.map(({ args }) => args.map(({ value }) => value).join(' ')).join('\n');
}

function listed(keywords: readonly string[]): string {
  const words = keywords.map((keyword) => names.get(keyword) ?? keyword);
  const shown = words.slice(0, 3);
  if (words.length > shown.length) return `${shown.join(', ')} and more`;
  return enumerated(shown);
}
