/** Names of blocks by their keyword; `definition` is `$NAME=…`. */
export type KeepalivedNameKind =
  | 'bfd_instance'
  | 'definition'
  | 'interface'
  | 'track_file'
  | 'track_group'
  | 'virtual_server_group'
  | 'vrrp_instance'
  | 'vrrp_script'
  | 'vrrp_sync_group'
  | 'vrrp_track_process';
