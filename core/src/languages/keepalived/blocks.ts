/** Keywords whose block can stand only at the top level. They show the parser where a closing brace was forgotten. */
export const topLevelBlocks: ReadonlySet<string> = new Set([
  'bfd_instance',
  'garp_group',
  'global_defs',
  'static_ipaddress',
  'static_routes',
  'static_rules',
  'track_group',
  'virtual_server',
  'virtual_server_group',
  'vrrp_instance',
  'vrrp_script',
  'vrrp_sync_group',
  'vrrp_track_file',
  'vrrp_track_process',
]);
