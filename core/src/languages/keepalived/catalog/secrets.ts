/**
 * Where keepalived's language holds secrets: everything that quotes a line asks `secrets.ts`, which reads these tables.
 * By keyword: how many words behind it the secret starts.
 */
export const secretKeywords: ReadonlyMap<string, number> = new Map([
  ['auth_pass', 1],
  ['password', 1],
  // In `auth_hmac` an id comes first; as the file of a certificate it has one word only.
  ['key', 2],
  ['payload', 1],
  ['require_reply', 1],
  ['digest', 1],
]);

/** Keywords behind which a command line stands; all that start with `notify` are, too. */
export const commandKeywords: ReadonlySet<string> = new Set([
  'script',
  'startup_script',
  'shutdown_script',
  'notify_fifo_script',
  'vrrp_notify_fifo_script',
  'lvs_notify_fifo_script',
  'quorum_up',
  'quorum_down',
  'misc_path',
  'process',
]);

/** What may stand behind `auth_type`: anything else there is a password that belongs behind `auth_pass`. */
export const authTypes: readonly string[] = ['PASS', 'AH', 'HMAC', 'none'];
