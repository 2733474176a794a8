import { type Table, table } from '../../../base/table.ts';
import { readDescriptions } from './spec.ts';

/** What is known of a certificate, for the client’s, the frontend’s and the server’s. */
const certificate = readDescriptions(`
chain_der: The certificate chain in DER format
der: The certificate in DER format
i_dn: The issuer’s distinguished name, or one entry of it
key_alg: The key’s algorithm
notafter: The end of validity, as YYMMDDhhmmss
notbefore: The beginning of validity, as YYMMDDhhmmss
r_dn: The root authority’s distinguished name, or one entry of it
s_dn: The subject’s distinguished name, or one entry of it
san: The alternative names
serial: The serial number
sha1: The SHA-1 fingerprint
sig_alg: The signature’s algorithm
version: The X.509 version
`);

/** What is known of a TLS connection, on both sides. */
const tls = readDescriptions(`
alg_keysize: The key size of the cipher’s algorithm, in bits.
alpn: The protocol that ALPN agreed on.
cipher: The cipher.
client_early_traffic_secret: The secret of early data, for decryption of captures.
client_handshake_traffic_secret: The client’s handshake secret, for decryption of captures.
client_random: The client’s random value, for decryption of captures.
client_traffic_secret_0: The client’s traffic secret, for decryption of captures.
curve: The elliptic curve.
early_exporter_secret: The exporter secret of early data.
err: The error code of the last handshake.
err_str: The error of the last handshake as text.
exporter_secret: The exporter secret.
is_resumed: Whether the session was resumed.
npn: The protocol that NPN agreed on.
protocol: The TLS version.
server_handshake_traffic_secret: The server’s handshake secret, for decryption of captures.
server_random: The server’s random value, for decryption of captures.
server_traffic_secret_0: The server’s traffic secret, for decryption of captures.
session_id: The session’s id.
session_key: The session’s master key.
sni: The host name in the TLS hello.
unique_id: The channel binding id.
use_keysize: The key size that is used, in bits.
`);

const sides: Table<string> = table({ c: 'the client’s', f: 'the frontend’s', s: 'the server’s' });

/** What a fetch of TLS gives, without its type: of a certificate, or of a connection. */
export function tlsFetch(name: string): string | undefined {
  const [, side, field] = /^ssl_([cfs])_(\w+)$/.exec(name) ?? [];
  const fact = certificate.get(field ?? '');
  if (fact) return `${fact} of ${sides.get(side ?? '')} certificate.`;
  const [, end, property] = /^ssl_([bf]c)(?:_(\w+))?$/.exec(name) ?? [];
  if (!end) return undefined;
  const where = end === 'fc' ? 'On the client’s connection.' : 'On the connection to the server.';
  if (property === undefined) return `Whether TLS is used. ${where}`;
  const what = tls.get(property);
  return what && `${what} ${where}`;
}
